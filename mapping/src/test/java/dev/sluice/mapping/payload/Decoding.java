package dev.sluice.mapping.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.mapping.json.JsonBuffer;
import dev.sluice.mapping.message.RejectReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** One decoder, for tests: payloads go in somewhere in a larger array, as they do where a schema id stands in front. */
record Decoding(PayloadDecoder decoder) {

    static final int LIMIT = 1_000_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    String json(byte[] payload) {
        var out = new JsonBuffer(LIMIT);
        assertThat(decode(payload, out)).isNull();
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }

    JsonNode tree(byte[] payload) {
        return parsed(json(payload));
    }

    static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PayloadDecoder.Fault fault(byte[] payload) {
        var fault = decode(payload, new JsonBuffer(LIMIT));
        assertThat(fault).isNotNull();
        return fault;
    }

    RejectReason refusal(byte[] payload) {
        return fault(payload).reason();
    }

    /** Whatever the bytes are: JSON or a fault, nothing thrown. */
    void survives(byte[] payload) {
        var out = new JsonBuffer(LIMIT);
        if (decode(payload, out) == null) {
            parsed(new String(out.toByteArray(), StandardCharsets.UTF_8));
        }
    }

    private PayloadDecoder.Fault decode(byte[] payload, JsonBuffer out) {
        byte[] within = new byte[payload.length + 7];
        Arrays.fill(within, (byte) 1);
        System.arraycopy(payload, 0, within, 5, payload.length);
        return decoder.decode(within, 5, payload.length, out);
    }
}
