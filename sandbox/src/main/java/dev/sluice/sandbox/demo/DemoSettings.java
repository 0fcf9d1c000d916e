package dev.sluice.sandbox.demo;

/**
 * How much is shown.
 *
 * @param rate messages per second, of all devices together
 */
public record DemoSettings(int seconds, int devices, int rate) {

    private static final int MOST_SECONDS = 86_400;
    /** Each device is a connection, which costs a file descriptor at both ends. */
    private static final int MOST_DEVICES = 10_000;

    private static final int HIGHEST_RATE = 1_000_000;

    /** @throws IllegalArgumentException when a number is out of its bounds; the message names the option */
    public DemoSettings {
        between("--seconds", seconds, MOST_SECONDS);
        between("--devices", devices, MOST_DEVICES);
        between("--rate", rate, HIGHEST_RATE);
    }

    private static void between(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    String.format("%s must be between 1 and %,d, not %d", option, most, value));
        }
    }
}
