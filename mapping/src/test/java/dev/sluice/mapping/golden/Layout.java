package dev.sluice.mapping.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;

/** Writes JSON for readers: on one line what fits there, else one member a line. */
final class Layout {

    private static final int WIDTH = 110;

    private Layout() {}

    static String file(JsonNode node) {
        return broken(node, "") + "\n";
    }

    static String line(JsonNode node) {
        if (node.isObject()) {
            var members = new ArrayList<String>();
            node.properties().forEach(member -> members.add(member(member.getKey(), line(member.getValue()))));
            return members.isEmpty() ? "{}" : "{ " + String.join(", ", members) + " }";
        }
        if (node.isArray()) {
            var items = new ArrayList<String>();
            node.forEach(item -> items.add(line(item)));
            return "[" + String.join(", ", items) + "]";
        }
        return node.toString();
    }

    private static String broken(JsonNode node, String indent) {
        var deeper = indent + "  ";
        var lines = new ArrayList<String>();
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> lines.add(deeper + member(member.getKey(), fitted(member.getValue(), deeper))));
            return "{\n" + String.join(",\n", lines) + "\n" + indent + "}";
        }
        node.forEach(item -> lines.add(deeper + fitted(item, deeper)));
        return "[\n" + String.join(",\n", lines) + "\n" + indent + "]";
    }

    private static String fitted(JsonNode node, String indent) {
        var line = line(node);
        return node.isValueNode() || node.isEmpty() || indent.length() + line.length() <= WIDTH
                ? line
                : broken(node, indent);
    }

    private static String member(String name, String value) {
        return "\"" + name + "\": " + value;
    }
}
