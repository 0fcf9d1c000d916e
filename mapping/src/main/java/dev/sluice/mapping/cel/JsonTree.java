package dev.sluice.mapping.cel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.cel.common.values.NullValue;
import dev.sluice.mapping.message.RejectReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a JSON document into the values that CEL works with, and of an object only those members that somebody asks for. */
final class JsonTree {

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(CelLimits.NESTING)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser parser;
    private int values;

    private JsonTree(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * The document as Map, List, String, Long, Double, Boolean or NullValue.
     *
     * @param members what is wanted of the outermost object
     */
    static Object read(byte[] json, int offset, int length, Members members) throws Unreadable {
        try (var parser = JSON.createParser(json, offset, length)) {
            var tree = new JsonTree(parser);
            var first = parser.nextToken();
            if (first == null) {
                throw notJson();
            }
            var document = first == JsonToken.START_OBJECT ? tree.outermost(members) : tree.value(first);
            if (parser.nextToken() != null) {
                throw notJson();
            }
            return document;
        } catch (com.fasterxml.jackson.core.exc.StreamConstraintsException tooDeep) {
            throw new Unreadable(
                    RejectReason.NESTING_TOO_DEEP, "the JSON is nested deeper than " + CelLimits.NESTING + " levels");
        } catch (IOException notJson) { // Jackson's own words quote the payload
            throw notJson();
        }
    }

    private Map<String, Object> outermost(Members members) throws IOException, Unreadable {
        var map = new LinkedHashMap<String, Object>();
        String name;
        while ((name = parser.nextFieldName()) != null) {
            var token = parser.nextToken();
            if (members.include(name)) {
                put(map, name, value(token));
            } else {
                parser.skipChildren();
            }
        }
        return map;
    }

    private Map<String, Object> object() throws IOException, Unreadable {
        var map = new LinkedHashMap<String, Object>();
        String name;
        while ((name = parser.nextFieldName()) != null) {
            put(map, name, value(parser.nextToken()));
        }
        return map;
    }

    private static void put(Map<String, Object> map, String name, Object value) throws Unreadable {
        if (map.put(name, value) != null) {
            throw new Unreadable(RejectReason.DUPLICATE_KEY, "an object names the same key twice");
        }
    }

    private List<Object> array() throws IOException, Unreadable {
        var list = new ArrayList<Object>();
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            list.add(value(token));
        }
        return list;
    }

    private Object value(JsonToken token) throws IOException, Unreadable {
        if (++values > CelLimits.VALUES) {
            throw new Unreadable(
                    null,
                    "the expressions of this rule read more than " + CelLimits.VALUES + " values of the document");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? (Object) finite(parser.getDoubleValue())
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> NullValue.NULL_VALUE;
            default -> throw notJson();
        };
    }

    private static Double finite(double number) throws Unreadable {
        if (Double.isInfinite(number)) {
            throw new Unreadable(RejectReason.NUMBER_OUT_OF_RANGE, "a number is beyond the range of double");
        }
        return number;
    }

    private static Unreadable notJson() {
        return new Unreadable(RejectReason.PAYLOAD_NOT_DECODABLE, "the payload is not one JSON document");
    }

    /** Why there is no tree; made without a stack, since devices can cause it at any rate. */
    static final class Unreadable extends Exception {
        private final transient Evaluated.Failed failed;

        private Unreadable(RejectReason reason, String detail) {
            super(detail, null, false, false);
            failed = new Evaluated.Failed(reason, detail);
        }

        Evaluated.Failed failed() {
            return failed;
        }
    }
}
