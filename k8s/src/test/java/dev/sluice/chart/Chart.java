package dev.sluice.chart;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The chart of this module, and what it renders. */
final class Chart {

    static final Path FOLDER = Path.of("sluice");

    /** What nobody can guess: a chart that is given only this renders. */
    static final String LEAST = """
            config:
              kafka: { bootstrap.servers: "kafka:9092" }
              authentication: { anonymous: true }
            """;

    /** Helm would take a cluster of many years ago for granted. */
    private static final String KUBERNETES = "1.33.0";

    private Chart() {}

    /**
     * Renders with {@link #LEAST} and these values on top.
     *
     * @param values layers of YAML; what is written later goes before
     * @throws RuntimeException with Helm's words when the values are refused
     */
    static Manifests with(String... values) {
        try {
            var command = new Helm(FOLDER)
                    .template()
                    .withName("sluice")
                    .withNamespace("iot")
                    .withKubeVersion(KUBERNETES);
            command.withValuesFile(file(LEAST));
            for (var layer : values) {
                command.withValuesFile(file(layer));
            }
            return Manifests.of(command.call());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path file(String yaml) throws IOException {
        var file = Files.createTempFile("values", ".yaml");
        file.toFile().deleteOnExit();
        return Files.writeString(file, yaml);
    }
}
