package dev.sluice.bridge.command;

import dev.sluice.bridge.kafka.ProducerProperties;
import dev.sluice.bridge.reload.ConfigurationSource;
import dev.sluice.bridge.reload.Reading;
import dev.sluice.bridge.settings.EnvironmentException;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.schema.SubjectUnusable;
import dev.sluice.mapping.settings.Problem;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Where the configuration comes from: the options that every command shares. */
final class ConfigurationOptions {

    private static final String USUAL_NAME = "sluice.yaml";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "The configuration. Without it: sluice.yaml in this folder, and if there is none, the defaults.")
    private Path file;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "PATH=VALUE",
            description =
                    "Overrides one setting; may be repeated. For instance --set kafka.bootstrap.servers=kafka:9092"
                            + " or --set mqtt.listeners[0].port=1884")
    private List<String> overrides = new ArrayList<>();

    private final Path workingFolder;

    /** @param workingFolder where {@code sluice.yaml} is looked for */
    ConfigurationOptions(Path workingFolder) {
        this.workingFolder = workingFolder;
    }

    /**
     * The settings; empty after every problem has been printed to {@code err}.
     *
     * @throws EnvironmentException when nothing is wrong with them but that the schema registry does not answer
     */
    Optional<SluiceSettings> read(PrintWriter err) {
        return choose(err).map(ChosenConfiguration::settings);
    }

    /** The same, and where they come from. */
    Optional<ChosenConfiguration> choose(PrintWriter err) {
        return choose(chosenFile(), err);
    }

    /** The settings of another file than the chosen one, with the same overrides; empty after every problem has been printed. */
    Optional<SluiceSettings> read(Path other, PrintWriter err) {
        return choose(Optional.of(other), err).map(ChosenConfiguration::settings);
    }

    private Optional<ChosenConfiguration> choose(Optional<Path> chosen, PrintWriter err) {
        var source = new ConfigurationSource(chosen, overrides, new ProducerProperties());
        var reading = read(source);
        if (reading.settings().isEmpty()) {
            err.println(reading.problems().render());
            return Optional.empty();
        }
        return Optional.of(new ChosenConfiguration(source, reading));
    }

    /** The settings, or every problem with them, for whoever shows these otherwise. */
    Reading read() {
        return read(new ConfigurationSource(chosenFile(), overrides, new ProducerProperties()));
    }

    private Reading read(ConfigurationSource source) {
        var reading = source.read();
        if (reading.settings().isEmpty()) {
            failIfOnlyTheRegistryIsAway(reading.problems().all());
        }
        return reading;
    }

    private void failIfOnlyTheRegistryIsAway(List<Problem> problems) {
        if (problems.stream().allMatch(problem -> problem.code().equals(SubjectUnusable.UNREACHABLE))) {
            var schemas = problems.stream()
                    .map(problem -> "  " + problem.line() + ":" + problem.column() + "  " + problem.path() + "  "
                            + problem.message() + "\n")
                    .collect(Collectors.joining());
            throw new EnvironmentException(
                    name() + " could not be checked to its end, because these schemas could not be had:\n" + schemas
                            + "Nothing else is wrong with it. Start the registry, or check schemas.registry.",
                    null);
        }
    }

    /** The file that the command line names. */
    Optional<Path> namedFile() {
        return Optional.ofNullable(file);
    }

    /** What the configuration is called: the file as its user named it, or words for the defaults. */
    String name() {
        return chosenFile().map(Path::toString).orElse("the default configuration (no sluice.yaml in this folder)");
    }

    /** The file as its user named it; empty where the defaults are used. */
    Optional<Path> chosenFile() {
        return Optional.ofNullable(file)
                .or(() -> Optional.of(workingFolder.resolve(USUAL_NAME)).filter(Files::exists));
    }
}
