package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Objects as the Java types that their owners publish. */
final class Typed {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Typed() {}

    /** @throws AssertionError naming what the type does not know, or misses */
    static <T> T read(JsonNode object, Class<T> type) {
        assertThat(TypedModel.complaints(object)).isEmpty();
        try {
            return MAPPER.treeToValue(object, type);
        } catch (JsonProcessingException wrong) {
            throw new AssertionError(wrong);
        }
    }
}
