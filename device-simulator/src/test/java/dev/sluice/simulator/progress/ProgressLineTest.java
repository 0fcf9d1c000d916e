package dev.sluice.simulator.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private long now;

    @Test
    void plainLinesComeEveryFiveSeconds() {
        run(ProgressLine.Style.PLAIN);

        assertThat(shown.toString(UTF_8).lines()).containsExactly("at 5", "at 10");
    }

    @Test
    void aTerminalSeesOneLineThatIsErasedAndDrawnAgain() {
        run(ProgressLine.Style.TERMINAL);

        assertThat(shown.toString(UTF_8)).doesNotContain("\n").startsWith("\r\u001b[2Kat 1\r\u001b[2Kat 2");
    }

    @Test
    void quietShowsNothing() {
        run(ProgressLine.Style.SILENT);

        assertThat(shown.size()).isZero();
    }

    @Test
    void whatTheLauncherSaysOfTheTerminalCounts() {
        System.setProperty("sluice.terminal", "true");
        try {
            assertThat(ProgressLine.Style.detect(false)).isEqualTo(ProgressLine.Style.TERMINAL);
            assertThat(ProgressLine.Style.detect(true)).isEqualTo(ProgressLine.Style.SILENT);
            System.setProperty("sluice.terminal", "false");
            assertThat(ProgressLine.Style.detect(false)).isEqualTo(ProgressLine.Style.PLAIN);
        } finally {
            System.clearProperty("sluice.terminal");
        }
    }

    @Test
    void numbersAreShownAsPeopleReadThem() {
        assertThat(Figures.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Figures.micros(999)).isEqualTo("999 µs");
        assertThat(Figures.micros(3_240)).isEqualTo("3.2 ms");
        assertThat(Figures.micros(12_345_678)).isEqualTo("12.35 s");
        assertThat(Figures.plural(1, "device")).isEqualTo("1 device");
        assertThat(Figures.plural(2, "device")).isEqualTo("2 devices");
    }

    private void run(ProgressLine.Style style) {
        ProgressLine line = new ProgressLine(new PrintStream(shown, true, UTF_8), style, () -> now);
        for (int second = 1; second <= 12; second++) {
            now += 1_000_000_000L;
            String text = "at " + second;
            line.show(() -> text);
        }
    }
}
