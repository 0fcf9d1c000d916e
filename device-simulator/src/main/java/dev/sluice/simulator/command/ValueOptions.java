package dev.sluice.simulator.command;

import dev.sluice.simulator.decode.SchemaShelf;
import dev.sluice.simulator.decode.SchemaTexts;
import dev.sluice.simulator.decode.ValueDecoder;
import dev.sluice.simulator.decode.ValueFormat;
import dev.sluice.simulator.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.avro.Schema;
import picocli.CommandLine.Option;

/** Options that say how the values of Kafka's records are understood. */
final class ValueOptions {

    @Option(
            names = "--format",
            defaultValue = "auto",
            paramLabel = "FORMAT",
            description = "single-object, confluent, plain, envelope, json, or auto: each value by its first bytes. "
                    + "Default: ${DEFAULT-VALUE}.")
    private String format;

    @Option(
            names = "--schemas",
            paramLabel = "DIR",
            description = "Folder of .avsc files. The envelope's schema (dev.sluice.MqttMessage) is built in.")
    private Path schemas;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description =
                    "Schema of values that do not name theirs (plain; confluent without a registry); the folder's only one by default.")
    private String schema;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "Schema registry to ask for the schemas of ids in front of values (confluent), "
                    + "for instance http://localhost:8081.")
    private String registry;

    @Option(
            names = "--device-field",
            defaultValue = "device",
            paramLabel = "NAME",
            description =
                    "Field with the device's name, in the record or the envelope's payload (JSON or CBOR); a.b goes into records. "
                            + "Default: ${DEFAULT-VALUE}.")
    private String deviceField;

    @Option(
            names = "--seq-field",
            defaultValue = "seq",
            paramLabel = "NAME",
            description = "Field with the sequence number. Default: ${DEFAULT-VALUE}.")
    private String seqField;

    /**
     * @throws IOException when a schema cannot be read
     * @throws IllegalArgumentException when an option cannot be used
     */
    ValueDecoder decoder() throws IOException {
        SchemaShelf shelf = schemas == null ? SchemaShelf.bundled() : SchemaShelf.of(schemas);
        Optional<Schema> designated = schema == null ? shelf.only() : Optional.of(shelf.named(schema));
        Optional<SchemaTexts> ids = Optional.ofNullable(registry).map(SchemaRegistry::at);
        return new ValueDecoder(ValueFormat.named(format), shelf, designated, ids, deviceField, seqField);
    }
}
