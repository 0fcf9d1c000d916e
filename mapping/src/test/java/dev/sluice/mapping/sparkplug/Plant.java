package dev.sluice.mapping.sparkplug;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.mapping.json.JsonBuffer;
import dev.sluice.mapping.payload.PayloadDecoder.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A decoder with its births, a clock that stands still, and what its listener was told. */
final class Plant implements SparkplugListener {

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<String> heard = new CopyOnWriteArrayList<>();
    final SparkplugBirths births;
    final SparkplugDecoder decoder;
    volatile long nanos = Long.MAX_VALUE - 1; // clocks of this kind may overflow

    Plant() {
        this(SparkplugLimits.DEFAULT);
    }

    Plant(SparkplugLimits limits) {
        births = new SparkplugBirths(limits, () -> nanos, this);
        decoder = new SparkplugDecoder(births);
    }

    static SparkplugLimits limits(int edgeNodes, int metrics, long bytes) {
        return new SparkplugLimits(edgeNodes, metrics, 100, bytes, Duration.ofSeconds(10));
    }

    void passes(Duration time) {
        nanos += time.toNanos();
    }

    /** The document of a message that must be good. */
    JsonNode reads(String topic, byte[] payload) {
        return reads(decoder, topic, false, payload);
    }

    JsonNode readsAgain(String topic, byte[] payload) {
        return reads(decoder, topic, true, payload);
    }

    JsonNode reads(SparkplugDecoder decoder, String topic, boolean duplicate, byte[] payload) {
        var out = new JsonBuffer(1024 * 1024);
        var fault = decoder.decode(topic, duplicate, payload, 0, payload.length, out);
        if (fault != null) {
            throw new AssertionError(fault);
        }
        return parsed(out);
    }

    static JsonNode parsed(JsonBuffer out) {
        try {
            return JSON.readTree(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(new String(out.toByteArray(), UTF_8), e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a message; null if nothing is. */
    Fault faultOf(String topic, byte[] payload) {
        return decoder.decode(topic, false, payload, 0, payload.length, new JsonBuffer(1024 * 1024));
    }

    @Override
    public void rebirthWanted(String group, String edge) {
        heard.add("rebirth " + group + "/" + edge);
    }

    @Override
    public void sequenceGap(String group, String edge) {
        heard.add("gap " + group + "/" + edge);
    }

    @Override
    public void forgotten(String group, String edge) {
        heard.add("forgotten " + group + "/" + edge);
    }
}
