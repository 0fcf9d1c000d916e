package dev.sluice.simulator.progress;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a run is shown on.
 *
 * @param width in characters
 */
public record Terminal(ProgressLine.Style style, boolean coloured, int width) {

    private static final int USUAL_WIDTH = 80;
    private static final int NARROWEST = 40;
    private static final int WIDEST = 120;

    /** What suits this process; no colours where {@code NO_COLOR} is set. */
    public static Terminal detect(boolean quiet) {
        ProgressLine.Style style = ProgressLine.Style.detect(quiet);
        Map<String, String> environment = System.getenv();
        boolean terminal = style == ProgressLine.Style.TERMINAL;
        return new Terminal(
                style,
                terminal && environment.getOrDefault("NO_COLOR", "").isEmpty(),
                terminal ? width(environment.get("COLUMNS")) : USUAL_WIDTH);
    }

    private static int width(String told) {
        try {
            int columns = told == null ? asked() : Integer.parseInt(told.strip());
            return columns <= 0 ? USUAL_WIDTH : Math.max(NARROWEST, Math.min(WIDEST, columns));
        } catch (NumberFormatException e) {
            return USUAL_WIDTH;
        }
    }

    /** Java knows no terminals; {@code stty} does. 0 = it will not say. */
    private static int asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(2, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return 0;
            }
            String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ");
            return size.length == 2 ? Integer.parseInt(size[1]) : 0;
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
