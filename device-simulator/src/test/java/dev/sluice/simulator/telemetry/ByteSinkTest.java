package dev.sluice.simulator.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSinkTest {

    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final ByteSink sink = new ByteSink();

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "0, 2, 0.00",
        "5, 2, 0.05",
        "-5, 2, -0.05",
        "1250, 2, 12.50",
        "-1250, 0, -1250",
        "9223372036854775807, 9, 9223372036.854775807",
        "-9223372036854775808, 0, -9223372036854775808"
    })
    void decimalsHaveAllTheirPlaces(long unscaled, int decimals, String text) {
        sink.putDecimal(unscaled, decimals);

        assertThat(written()).isEqualTo(text);
    }

    @Test
    void decimalsAreThoseOfBigDecimal() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            long unscaled = random.nextLong() >> random.nextInt(64);
            int decimals = random.nextInt(10);
            sink.clear();
            sink.putDecimal(unscaled, decimals);

            assertThat(written())
                    .isEqualTo(BigDecimal.valueOf(unscaled, decimals).toPlainString());
        }
    }

    @Test
    void timesAreThoseOfTheCalendar() {
        Random random = new Random(2);
        long[] turns = {0, -1, 951_782_399_999L, 951_782_400_000L, 4_107_542_399_999L, 253_402_300_799_999L};
        for (int i = 0; i < 10_000; i++) {
            long millis = i < turns.length ? turns[i] : random.nextLong(-60_000_000_000_000L, 250_000_000_000_000L);
            sink.clear();
            sink.putIsoTime(millis);

            assertThat(written()).isEqualTo(ISO.format(Instant.ofEpochMilli(millis)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 16_383, 16_384, 100_000})
    void aBlockHasItsLengthInFront(int size) {
        sink.put(7);
        int block = sink.openBlock();
        sink.put(new byte[size]);
        sink.closeBlock(block);
        sink.put(8);

        ByteSink expected = new ByteSink();
        expected.put(7);
        expected.putVarint(size);
        expected.put(new byte[size]);
        expected.put(8);
        assertThat(sink.toByteArray()).isEqualTo(expected.toByteArray());
    }

    @Test
    void bytesGoEitherWayRound() {
        sink.putBigEndian(0x0102_0304L, 4);
        sink.putLittleEndian(0x0102_0304L, 4);

        assertThat(sink.toByteArray()).containsExactly(1, 2, 3, 4, 4, 3, 2, 1);
    }

    private String written() {
        return new String(sink.toByteArray(), UTF_8);
    }
}
