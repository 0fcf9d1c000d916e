package dev.sluice.simulator.scenario;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Where each value of a YAML file stands, by its path. */
final class Places {

    static final Place NOWHERE = new Place(0, 0);

    private Places() {}

    /** Line and column, from 1. */
    record Place(int line, int column) {}

    /** Reads to the end. */
    static Map<String, Place> of(JsonParser parser) throws IOException {
        Map<String, Place> places = new HashMap<>();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.FIELD_NAME || token.isScalarValue() || token.isStructStart()) {
                places.putIfAbsent(
                        path(parser.getParsingContext().pathAsPointer()), place(parser.currentTokenLocation()));
            }
        }
        return places;
    }

    static Place place(JsonLocation location) {
        return new Place(location.getLineNr(), location.getColumnNr());
    }

    /** {@code /fleets/1/every} as {@code fleets[1].every}. */
    static String path(JsonPointer pointer) {
        StringBuilder path = new StringBuilder();
        for (JsonPointer at = pointer; !at.matches(); at = at.tail()) {
            if (at.getMatchingIndex() >= 0) {
                path.append('[').append(at.getMatchingIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(at.getMatchingProperty());
            }
        }
        return path.toString();
    }
}
