package dev.sluice.simulator.progress;

import dev.sluice.simulator.measure.Measured;
import java.io.PrintStream;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Shows a run while it goes on: a picture that redraws itself in place on a terminal, a line every five seconds elsewhere. */
public final class LiveView implements AutoCloseable {

    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";
    private static final String ERASE_BELOW = "\u001b[J";
    private static final String ERASE_REST = "\u001b[K";

    private final PrintStream out;
    private final Terminal terminal;
    private final LongSupplier nanoTime;
    private final String title;
    private final double plannedSeconds;
    private int drawn;
    private boolean shownOnce;
    private long shownNanos;

    /**
     * @param title scenario and broker
     * @param plannedSeconds 0 = nobody knows
     */
    public LiveView(PrintStream out, Terminal terminal, LongSupplier nanoTime, String title, double plannedSeconds) {
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.title = title;
        this.plannedSeconds = plannedSeconds;
        this.shownNanos = nanoTime.getAsLong();
    }

    /** Shows how far the run is, if it is time; only then is it asked for. */
    public void show(Supplier<Measured> sofar) {
        long now = nanoTime.getAsLong();
        boolean first = !shownOnce && terminal.style() == ProgressLine.Style.TERMINAL;
        if (!first && (now - shownNanos) / 1_000_000 < terminal.style().everyMillis()) {
            return;
        }
        shownNanos = now;
        shownOnce = true;
        Frame frame = new Frame(title, plannedSeconds, sofar.get(), terminal.width());
        if (terminal.style() == ProgressLine.Style.TERMINAL) {
            draw(frame.rows());
        } else {
            out.println(frame.line());
        }
        out.flush();
    }

    /** Says something that stays, above the picture. */
    public void say(String text) {
        clear();
        if (terminal.style() != ProgressLine.Style.SILENT) {
            out.println(text);
            out.flush();
        }
    }

    /** Takes the picture away, so that what follows stands alone. */
    public void clear() {
        if (drawn > 0) {
            out.print("\u001b[" + drawn + "A\r" + ERASE_BELOW);
            out.flush();
            drawn = 0;
        }
    }

    @Override
    public void close() {
        clear();
    }

    private void draw(List<Row> rows) {
        StringBuilder picture = new StringBuilder(NO_WRAP);
        if (drawn > 0) {
            picture.append("\u001b[").append(drawn).append('A');
        }
        for (Row row : rows) {
            picture.append('\r')
                    .append(row.text(terminal.width(), terminal.coloured()))
                    .append(ERASE_REST)
                    .append('\n');
        }
        out.print(picture.append(ERASE_BELOW).append(WRAP));
        drawn = rows.size();
    }
}
