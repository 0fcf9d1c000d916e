package dev.sluice.bridge.infer;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.bridge.infer.PayloadProfile.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** One rule to be, with what speaks for it. */
final class RuleProposal {

    final String name;
    final String kafkaTopic;
    final LevelNames.Named from;
    private final PayloadProfile profile;
    /** Why the payload is left alone though it could be looked into. */
    private String misfit;

    RuleProposal(String name, String kafkaTopic, LevelNames.Named from, PayloadProfile profile) {
        this.name = name;
        this.kafkaTopic = kafkaTopic;
        this.from = from;
        this.profile = profile;
    }

    /** Takes the payload as it is: what was proposed would not take all of the sample. */
    void leavePayloadAlone(String why) {
        misfit = why;
    }

    Optional<SchemaProposal> schema() {
        var schemaName = SchemaProposal.pascal(name);
        return switch (format()) {
            case "json", "cbor" -> Optional.of(new SchemaProposal(schemaName, profile.shape));
            case "number" -> Optional.of(new SchemaProposal(schemaName, from.captures(), Schema.Type.DOUBLE));
            case "text" -> Optional.of(new SchemaProposal(schemaName, from.captures(), Schema.Type.STRING));
            default -> Optional.empty();
        };
    }

    private String format() {
        boolean mixedPacking = profile.packed > 0 && profile.packed + profile.count(Kind.EMPTY) < profile.messages;
        if (misfit != null || mixedPacking) {
            return "bytes";
        }
        if (profile.areAll(Kind.JSON_OBJECT) && !profile.shape.isMap()) {
            return "json";
        }
        if (profile.areAll(Kind.CBOR_OBJECT) && !profile.shape.isMap()) {
            return "cbor";
        }
        if (profile.areAll(Kind.NUMBER)) {
            return "number";
        }
        boolean text = profile.count(Kind.BYTES) + profile.count(Kind.CBOR_OBJECT) == 0;
        return text && profile.count(Kind.EMPTY) < profile.messages && profile.count(Kind.TEXT) > 0 ? "text" : "bytes";
    }

    /** The rule in YAML, with its reasons in comments. */
    String yaml() {
        var schema = schema();
        var format = format();
        var yaml = new StringBuilder();
        yaml.append("  # ")
                .append(profile.messages)
                .append(" messages: ")
                .append(kinds())
                .append('\n');
        if (misfit != null) {
            comment(yaml, "stored as they come, because of a schema for them this did not fit: " + misfit);
        }
        schema.ifPresent(proposal -> proposal.leftOut.forEach(what -> comment(yaml, "left out: " + what)));
        yaml.append("  - name: ").append(name).append('\n');
        yaml.append("    from: ").append(quoted(from.pattern())).append('\n');
        boolean packed = profile.packed > 0 && !format.equals("bytes");
        if (packed) {
            yaml.append("    payload: { format: ").append(format).append(", compression: gzip }\n");
        } else if (!format.equals("json")) {
            yaml.append("    payload: ").append(format).append('\n');
        }
        if (profile.count(Kind.EMPTY) > 0 && !format.equals("bytes") && !format.equals("text")) {
            comment(
                    yaml,
                    profile.count(Kind.EMPTY) + " were empty, which is how MQTT deletes a retained message",
                    "    ");
            yaml.append("    tombstone-on-empty: true\n");
        }
        yaml.append("    to:\n      topic: ").append(quoted(kafkaTopic)).append('\n');
        key().ifPresent(capture -> yaml.append("      key: \"{").append(capture).append("}\"\n"));
        schema.flatMap(proposal -> proposal.timestamp)
                .ifPresent(path ->
                        yaml.append("      timestamp: ").append(quoted(path)).append('\n'));
        schema.ifPresent(proposal -> value(yaml, proposal));
        return yaml.toString();
    }

    private static void value(StringBuilder yaml, SchemaProposal proposal) {
        yaml.append("    value:\n      schema: ")
                .append(proposal.schema.getName())
                .append('\n');
        if (!proposal.fields.isEmpty()) {
            yaml.append("      fields:\n");
            proposal.fields.forEach((field, expression) -> yaml.append("        ")
                    .append(field)
                    .append(": ")
                    .append(quoted(expression))
                    .append('\n'));
        }
    }

    private Optional<String> key() {
        List<String> things = from.things();
        return (things.isEmpty() ? from.captures() : things)
                .stream().filter(capture -> !capture.startsWith("rest")).findFirst();
    }

    private String kinds() {
        var kinds = profile.kinds.entrySet().stream()
                .map(Map.Entry::getKey)
                .map(kind -> profile.count(kind) + " "
                        + kind.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
        return profile.packed > 0 ? kinds + " (" + profile.packed + " in gzip)" : kinds;
    }

    private static void comment(StringBuilder yaml, String text) {
        comment(yaml, text, "  ");
    }

    private static void comment(StringBuilder yaml, String text, String indent) {
        yaml.append(indent)
                .append("# ")
                .append(text.replaceAll("[\\p{Cntrl}\u2028\u2029\u0085]", "?"))
                .append('\n');
    }

    /** YAML takes what JSON takes for text. */
    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
