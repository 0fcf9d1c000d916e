package dev.sluice.simulator.payload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.simulator.telemetry.ByteSink;
import dev.sluice.simulator.telemetry.Complaint;
import dev.sluice.simulator.telemetry.Dice;
import dev.sluice.simulator.telemetry.FleetMessages;
import dev.sluice.simulator.telemetry.Payload;
import dev.sluice.simulator.telemetry.RenderedMessages;
import java.nio.file.Path;
import java.util.List;

/**
 * Bytes without meaning.
 *
 * @param size of each payload
 * @param content {@code random} (unless said), {@code zero} or {@code text}: letters and spaces
 */
public record BytesPayload(Integer size, Content content) implements PayloadSpec {

    /** What the bytes are. */
    public enum Content {
        @JsonProperty("random")
        RANDOM,
        @JsonProperty("zero")
        ZERO,
        @JsonProperty("text")
        TEXT
    }

    private static final int LARGEST = 16 * 1024 * 1024;
    private static final byte[] LETTERS = "abcdefghijklmnopqrstuvwxyz      ".getBytes(US_ASCII);

    public BytesPayload {
        content = content == null ? Content.RANDOM : content;
    }

    @Override
    public List<Complaint> complaints(Path folder) {
        if (size == null || size < 0 || size > LARGEST) {
            return List.of(new Complaint(
                    "size",
                    "must be 0 to " + LARGEST + " bytes" + (size == null ? "; it is missing" : ", not " + size)));
        }
        return List.of();
    }

    @Override
    public AuditFields auditFields() {
        return AuditFields.NONE;
    }

    @Override
    public FleetMessages messages(FleetSettings settings) {
        var topic = settings.requiredTopic();
        long key = Dice.key(settings.seed(), "bytes");
        return name -> new RenderedMessages(
                name, topic.of(name), settings.delivery(), settings.seed(), payload(Dice.roll(key, name.index())));
    }

    private Payload payload(long key) {
        return switch (content) {
            case ZERO -> (out, seq, epochMillis) -> out.put(new byte[size]);
            case RANDOM -> (out, seq, epochMillis) -> fill(out, Dice.roll(key, seq), false);
            case TEXT -> (out, seq, epochMillis) -> fill(out, Dice.roll(key, seq), true);
        };
    }

    private void fill(ByteSink out, long key, boolean letters) {
        for (int i = 0; i < size; i += Long.BYTES) {
            long random = Dice.roll(key, i);
            int count = Math.min(Long.BYTES, size - i);
            if (!letters) {
                out.putLittleEndian(random, count);
                continue;
            }
            for (int k = 0; k < count; k++) {
                out.put(LETTERS[(int) (random >>> (8 * k)) & (LETTERS.length - 1)]);
            }
        }
    }
}
