package dev.sluice.simulator.progress;

import java.io.PrintStream;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Shows the state of a run at the pace its audience can take. */
public final class ProgressLine {

    private static final String ERASE_LINE = "\r\u001b[2K";

    private final PrintStream out;
    private final Style style;
    private final LongSupplier nanoTime;
    private long shownNanos;

    /** How a run is shown, with milliseconds between two showings. */
    public enum Style {
        /** One line that redraws itself. */
        TERMINAL(250),
        /** A line now and then. */
        PLAIN(5_000),
        SILENT(Long.MAX_VALUE / 1_000_000);

        private final long everyMillis;

        Style(long everyMillis) {
            this.everyMillis = everyMillis;
        }

        long everyMillis() {
            return everyMillis;
        }

        /**
         * What suits this process. The launcher knows whether standard output is a terminal (system property
         * {@code sluice.terminal}); Java 17 by itself finds one only where the input is a terminal, too.
         */
        public static Style detect(boolean quiet) {
            if (quiet) {
                return SILENT;
            }
            String told = System.getProperty("sluice.terminal");
            boolean terminal = told == null
                    ? System.console() != null && !"dumb".equals(System.getenv("TERM"))
                    : Boolean.parseBoolean(told);
            return terminal ? TERMINAL : PLAIN;
        }
    }

    public ProgressLine(PrintStream out, Style style, LongSupplier nanoTime) {
        this.out = out;
        this.style = style;
        this.nanoTime = nanoTime;
        this.shownNanos = nanoTime.getAsLong();
    }

    /** Shows the line if it is time; only then is the text made. */
    public void show(Supplier<String> text) {
        long now = nanoTime.getAsLong();
        if ((now - shownNanos) / 1_000_000 < style.everyMillis) {
            return;
        }
        shownNanos = now;
        if (style == Style.TERMINAL) {
            out.print(ERASE_LINE + text.get());
        } else {
            out.println(text.get());
        }
        out.flush();
    }

    /** Says something that stays. */
    public void say(String text) {
        clear();
        if (style != Style.SILENT) {
            out.println(text);
            out.flush();
        }
    }

    /** Takes the redrawn line away, so that what follows stands alone. */
    public void clear() {
        if (style == Style.TERMINAL) {
            out.print(ERASE_LINE);
            out.flush();
        }
    }
}
