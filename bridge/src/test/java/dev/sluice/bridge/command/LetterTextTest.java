package dev.sluice.bridge.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.deadletter.DeadLetter;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.message.RejectReason;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LetterTextTest {

    @Test
    void nothingThatADeviceSendsSteersTheTerminal() {
        assertThat(LetterText.printable("a\u001b[31mb\nc\u202ed é漢")).isEqualTo("a\\u001b[31mb\\u000ac\\u202ed é漢");
    }

    @Test
    void dumpShowsSixteenBytesALine() {
        var out = new StringWriter();

        HexDump.print("0123456789abcdef\u0001".getBytes(UTF_8), 17, new PrintWriter(out, true));

        assertThat(out.toString().lines())
                .containsExactly(
                        "    00000000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  |0123456789abcdef|",
                        "    00000010  01                                               |.|");
    }

    @Test
    void onlyTheNewestLinesAreKept() {
        var newest = new NewestLetters(2);
        for (long time : new long[] {30, 10, 40, 20}) {
            newest.add(letter(time), "at " + time);
        }

        assertThat(newest.lines()).containsExactly("at 30", "at 40");
    }

    private static DeadLetter letter(long time) {
        var message = new DeviceMessage("t", "c", 0, false, false, new byte[0], time, "e", MessageProperties.NONE);
        return DeadLetter.of(message, RejectReason.FIELD_TYPE, "", "r", OptionalInt.empty());
    }
}
