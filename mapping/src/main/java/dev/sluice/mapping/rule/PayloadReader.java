package dev.sluice.mapping.rule;

import dev.sluice.mapping.schema.SchemaSource;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.util.Optional;
import java.util.Set;

/** Reads {@code payload} of a rule. */
final class PayloadReader {

    private final Node rule;
    private final Problems problems;

    PayloadReader(Node rule, SchemaSource schemas, Problems problems) {
        this.rule = rule;
        this.problems = problems;
    }

    /** Empty after complaining. */
    Optional<PayloadForm> read() {
        var format = Later.choice(
                rule,
                "payload",
                PayloadFormat.JSON,
                Set.of("cbor", "avro", "protobuf", "sparkplug-b", "text", "number"),
                problems);
        return Optional.of(new PayloadForm(format, Optional.empty()));
    }
}
