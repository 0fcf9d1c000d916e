package dev.sluice.simulator.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedMessageTest {

    private static final Instant TIME = Instant.parse("2026-01-31T23:59:59.123Z");

    @Test
    void textIsKeptAsText() {
        RecordedMessage message =
                new RecordedMessage(Optional.of(TIME), "a/b", 1, true, "{\"t\":\"ü\"}".getBytes(UTF_8));

        assertThat(message.toLine())
                .isEqualTo("{\"time\":\"2026-01-31T23:59:59.123Z\",\"topic\":\"a/b\",\"qos\":1,\"retain\":true,"
                        + "\"payload\":\"{\\\"t\\\":\\\"ü\\\"}\"}");
        assertThat(RecordedMessage.parse(message.toLine()))
                .usingRecursiveComparison()
                .isEqualTo(message);
    }

    @Test
    void otherBytesAreKeptAsBase64() {
        RecordedMessage message = new RecordedMessage(Optional.empty(), "a", 0, false, new byte[] {(byte) 0xFF, 0, 10});

        assertThat(message.toLine()).contains("\"payload_base64\":\"/wAK\"").doesNotContain("time");
        assertThat(RecordedMessage.parse(message.toLine()))
                .usingRecursiveComparison()
                .isEqualTo(message);
    }

    @Test
    void whatMosquittoPrintsIsRead() {
        RecordedMessage message = RecordedMessage.parse(
                "{\"tst\":\"2026-01-31T23:59:59.123000+0000\",\"topic\":\"a\",\"qos\":2,\"retain\":1,\"payloadlen\":7,\"payload\":{\"t\":1}}");

        assertThat(message.time()).contains(TIME);
        assertThat(message.qos()).isEqualTo(2);
        assertThat(message.retain()).isTrue();
        assertThat(new String(message.payload(), UTF_8)).isEqualTo("{\"t\":1}");
    }

    @Test
    void timesMayBeMilliseconds() {
        assertThat(RecordedMessage.parse("{\"time\":1769903999123,\"topic\":\"a\",\"payload\":\"\"}")
                        .time())
                .contains(TIME);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense|no JSON",
                "[1]|no JSON object",
                "{\"payload\":\"\"}|\"topic\"",
                "{\"topic\":\"a\"}|\"payload\"",
                "{\"topic\":\"a\",\"payload_base64\":\"***\"}|base64",
                "{\"topic\":\"a\",\"qos\":3,\"payload\":\"\"}|\"qos\" 3",
                "{\"topic\":\"a\",\"time\":\"noon\",\"payload\":\"\"}|\"time\""
            })
    void aLineThatIsNoMessageSaysWhy(String line, String why) {
        assertThatThrownBy(() -> RecordedMessage.parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
