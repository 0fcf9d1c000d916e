package dev.sluice.mapping.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which names an expression may use, and their types. */
final class CelVariables {

    /** Words that CEL's grammar keeps, and names that mean a type. */
    private static final Set<String> TAKEN = Set.of(
            "as",
            "break",
            "const",
            "continue",
            "else",
            "false",
            "for",
            "function",
            "if",
            "import",
            "in",
            "let",
            "loop",
            "namespace",
            "null",
            "package",
            "return",
            "true",
            "var",
            "void",
            "while",
            "bool",
            "bytes",
            "double",
            "dyn",
            "int",
            "list",
            "map",
            "null_type",
            "string",
            "type",
            "uint",
            "optional_type",
            "google",
            "math",
            "strings",
            "payload",
            "mqtt",
            "each",
            "index");

    private static final Map<String, CelType> FACTS = facts();

    private CelVariables() {}

    private static Map<String, CelType> facts() {
        var facts = new LinkedHashMap<String, CelType>();
        facts.put("payload", SimpleType.DYN);
        facts.put("mqtt.topic", SimpleType.STRING);
        facts.put("mqtt.client", SimpleType.STRING);
        facts.put("mqtt.qos", SimpleType.INT);
        facts.put("mqtt.retained", SimpleType.BOOL);
        facts.put("mqtt.duplicate", SimpleType.BOOL);
        facts.put("mqtt.received_at", SimpleType.TIMESTAMP);
        facts.put("mqtt.content_type", SimpleType.STRING);
        facts.put("mqtt.response_topic", SimpleType.STRING);
        facts.put("mqtt.user", MapType.create(SimpleType.STRING, SimpleType.STRING));
        return facts;
    }

    /** Name to type, in the order in which people should read them. A capture named {@code topic} hides the map of that name. */
    static Map<String, CelType> of(List<String> captures, boolean hasEach) {
        var all = new LinkedHashMap<>(FACTS);
        if (hasEach) {
            all.put("each", SimpleType.DYN);
            all.put("index", SimpleType.INT);
        }
        for (var capture : captures) {
            if (isVariable(capture)) {
                all.put(capture, SimpleType.STRING);
            }
        }
        all.putIfAbsent("topic", MapType.create(SimpleType.STRING, SimpleType.STRING));
        return all;
    }

    /** Whether a capture is a variable by its own name, not only {@code topic['name']}. */
    static boolean isVariable(String capture) {
        return !TAKEN.contains(capture) && capture.matches("[A-Za-z_][A-Za-z0-9_]*");
    }
}
