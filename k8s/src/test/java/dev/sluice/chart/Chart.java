package dev.sluice.chart;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The chart of this module, and what Helm makes of it. */
final class Chart {

    static final Path FOLDER = Path.of("sluice");

    /** What nobody can guess: a chart that is given only this renders. */
    static final String LEAST = """
        config:
          kafka: { bootstrap.servers: "kafka:9092" }
          authentication: { anonymous: true }
        """;

    static final String RELEASE = "sluice";
    static final String NAMESPACE = "iot";

    /** Helm would take a cluster of many years ago for granted. */
    private static final String KUBERNETES = "1.33.0";

    private static final String HOOK = "helm.sh/hook";
    private static final String NOT_A_HOOK = "helm.sh/no-hook";

    private static Path withoutHooks;

    private Chart() {}

    /**
     * Renders with {@link #LEAST} and these values on top.
     *
     * @param values layers of YAML; what is written later goes before
     * @throws RuntimeException with Helm's words when the values are refused
     */
    static Manifests with(String... values) {
        return rendered(Stream.concat(Stream.of(LEAST), Stream.of(values)).toList());
    }

    /** Renders with these values alone. */
    static Manifests rendered(List<String> values) {
        var command = new Helm(withoutHooks()).template().withName(RELEASE).withNamespace(NAMESPACE);
        command.withKubeVersion(KUBERNETES);
        values.forEach(layer -> command.withValuesFile(file(layer)));
        return Manifests.of(hooksLast(command.call().replace(NOT_A_HOOK, HOOK)));
    }

    /** As {@code helm template} prints them. */
    private static String hooksLast(String text) {
        var objects = Arrays.stream(text.split("(?m)^(?=---$)"))
                .collect(Collectors.partitioningBy(object -> object.contains(HOOK + ":"), Collectors.joining()));
        return objects.get(false) + objects.get(true);
    }

    /** Helm's words on values that it does not take: {@link #LEAST}, and these on top. */
    static String refusal(String... values) {
        try {
            with(values);
        } catch (RuntimeException refused) {
            return refused.getMessage();
        }
        throw new AssertionError("nothing was refused");
    }

    /** The chart's defaults with these values on top. */
    static ObjectNode values(String... layers) {
        try {
            var values = (ObjectNode) Yaml.read(Files.readString(FOLDER.resolve("values.yaml")));
            for (var layer : layers) {
                Yaml.merge(values, (ObjectNode) Yaml.read(layer));
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code helm lint --strict} would with these values; Helm's library lints a chart with its own values only. */
    static LintResult lint(String values) {
        var copy = copy();
        write(copy.resolve("values.yaml"), Yaml.text(values(values)));
        return new Helm(copy).lint().strict().call();
    }

    /** What {@code helm install} says at its end. */
    static String notes(String... values) {
        var command = new Helm(withoutHooks())
                .install()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .clientOnly()
                .dryRun();
        Stream.concat(Stream.of(LEAST), Stream.of(values)).forEach(layer -> command.withValuesFile(file(layer)));
        return command.call().getOutput();
    }

    /**
     * A copy whose hooks are objects like others: Helm's library leaves hooks out of what it renders. It installs as into a cluster of many
     * years ago, so the copy does not say how old one may be.
     */
    private static synchronized Path withoutHooks() {
        if (withoutHooks == null) {
            withoutHooks = copy();
            try (var files = Files.walk(withoutHooks)) {
                files.filter(Files::isRegularFile)
                        .forEach(file -> write(
                                file, text(file).replace(HOOK, NOT_A_HOOK).replaceAll("(?m)^kubeVersion:.*$", "")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return withoutHooks;
    }

    private static Path copy() {
        try (var files = Files.walk(FOLDER)) {
            var copy = Files.createDirectories(
                    Files.createTempDirectory(Path.of("target"), "chart").resolve("sluice"));
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = copy.resolve(FOLDER.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
            return copy.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(String yaml) {
        try {
            var file = Files.createTempFile(Path.of("target"), "values", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
