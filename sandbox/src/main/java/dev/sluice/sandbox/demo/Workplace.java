package dev.sluice.sandbox.demo;

import dev.sluice.sandbox.machine.EnvironmentException;
import dev.sluice.sandbox.machine.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of one demo: configuration, schema, logs, Kafka's records, the devices' ledger. */
record Workplace(Path folder) {

    /** A new folder that holds the demo's {@code sluice.yaml} and its schema. */
    static Workplace make() {
        var place = new Workplace(TemporaryFolder.create("sluice-demo-"));
        place.write("sluice.yaml", place.configuration());
        place.write("Telemetry.avsc", place.schemaFile());
        return place;
    }

    Path configuration() {
        return folder.resolve("sluice.yaml");
    }

    Path schemas() {
        return folder.resolve("schemas");
    }

    private Path schemaFile() {
        return schemas().resolve("Telemetry.avsc");
    }

    /** The text of the demo's one schema. */
    String schema() {
        try {
            return Files.readString(schemaFile());
        } catch (IOException e) {
            throw new EnvironmentException("Cannot read " + schemaFile() + ": " + e.getMessage(), e);
        }
    }

    Path kafka() {
        return folder.resolve("kafka");
    }

    Path registry() {
        return folder.resolve("registry");
    }

    Path ledger() {
        return folder.resolve("ledger");
    }

    Path log(String name) {
        return folder.resolve(name + ".log");
    }

    void delete() {
        TemporaryFolder.delete(folder);
    }

    /** For the person who wants to know why something failed. */
    String keptNote() {
        return "Configuration, logs, ledger and Kafka's records are kept in " + folder + ".";
    }

    private void write(String resource, Path file) {
        try (var content = Workplace.class.getResourceAsStream(resource)) {
            Files.createDirectories(file.getParent());
            Files.copy(content, file);
        } catch (IOException e) {
            throw new EnvironmentException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
