package dev.sluice.simulator.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultyMessagesTest {

    private static final long NOW = 1_763_760_000_123L;
    private static final DeviceName DEVICE = DeviceName.at(3, "d-");
    private static final DeviceMessages WHOLE = PayloadTemplate.parse(
                    "{\"seq\":{seq},\"ts\":{ts},\"t\":{temperature}}", 1)
            .messages(new TopicTemplate("t"), Delivery.at(1))
            .of(DEVICE);

    @Test
    void theShareAskedForIsDamagedTheSameWayEveryTime() {
        CorruptedMessages messages = new CorruptedMessages(WHOLE, 0.2, 7, 3);
        CorruptedMessages same = new CorruptedMessages(WHOLE, 0.2, 7, 3);
        int[] seqs = IntStream.range(0, 5_000).toArray();

        assertThat(IntStream.of(seqs).filter(messages::isDamaged).count() / 5_000.0)
                .isCloseTo(0.2, within(0.03));
        assertThat(IntStream.of(seqs)).allSatisfy(seq -> {
            assertThat(messages.bytes(seq, NOW)).isEqualTo(same.bytes(seq, NOW)).hasSize(messages.length(seq, NOW));
            if (messages.isDamaged(seq)) {
                assertThat(messages.bytes(seq, NOW)).isNotEqualTo(WHOLE.bytes(seq, NOW));
            } else {
                assertThat(messages.bytes(seq, NOW)).isEqualTo(WHOLE.bytes(seq, NOW));
            }
        });
    }

    @Test
    void someAreCutSomeHaveOneWrongBitAndSomeAreGarbage() {
        CorruptedMessages messages = new CorruptedMessages(WHOLE, 1, 7, 3);
        int cut = 0;
        int flipped = 0;
        int garbage = 0;
        for (int seq = 0; seq < 300; seq++) {
            byte[] whole = WHOLE.bytes(seq, NOW);
            byte[] damaged = messages.bytes(seq, NOW);
            int bits = wrongBits(whole, damaged);
            cut += damaged.length < whole.length && bits == 0 ? 1 : 0;
            flipped += damaged.length == whole.length && bits == 1 ? 1 : 0;
            garbage += damaged.length == whole.length && bits > 50 ? 1 : 0;
        }

        assertThat(cut + flipped + garbage).isEqualTo(300);
        assertThat(List.of(cut, flipped, garbage)).allMatch(count -> count > 60);
    }

    private static int wrongBits(byte[] whole, byte[] damaged) {
        int bits = 0;
        for (int i = 0; i < damaged.length; i++) {
            bits += Integer.bitCount((whole[i] ^ damaged[i]) & 0xFF);
        }
        return bits;
    }

    @Test
    void damageIsWrittenWhereItIsAskedForAndNowhereElse() {
        CorruptedMessages messages = new CorruptedMessages(WHOLE, 1, 7, 3);
        for (int seq = 0; seq < 100; seq++) {
            byte[] target = new byte[200];

            int end = messages.write(target, 10, seq, NOW);

            assertThat(end).isEqualTo(10 + messages.length(seq, NOW));
            assertThat(Arrays.copyOfRange(target, 10, end)).isEqualTo(messages.bytes(seq, NOW));
            assertThat(Arrays.copyOf(target, 10)).containsOnly(0);
        }
    }

    @Test
    void noneAndAllAreSharesButMoreIsNot() {
        assertThat(IntStream.range(0, 1_000))
                .noneMatch(new CorruptedMessages(WHOLE, 0, 7, 3)::isDamaged)
                .allMatch(seq -> new CorruptedMessages(WHOLE, 1, 7, 3).isDamaged(seq));
        assertThatThrownBy(() -> new CorruptedMessages(WHOLE, 1.1, 7, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWrongClockIsWrongInThePayload() {
        DeviceMessages late = new SkewedMessages(WHOLE, -60_000);

        assertThat(new String(late.bytes(1, NOW), UTF_8)).contains("\"ts\":" + (NOW - 60_000));
        assertThat(late.bytes(1, NOW)).isEqualTo(WHOLE.bytes(1, NOW - 60_000)).hasSize(late.length(1, NOW));
        assertThat(late.topic(1)).isEqualTo("t");
    }
}
