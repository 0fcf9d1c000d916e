package dev.sluice.simulator.telemetry;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A simulated device: its position in the fleet, its name ({@code d-00017}, also its MQTT client id) and the site it stands at.
 *
 * @param index position in the fleet, from 0
 */
public record DeviceName(int index, String device, String site) {

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final String[] SITES = {"north", "east", "south", "west"};

    /** The device at {@code index}; devices are spread evenly over four sites. */
    public static DeviceName at(int index, String prefix) {
        return new DeviceName(index, prefix + String.format(Locale.ROOT, "%05d", index), SITES[index % SITES.length]);
    }

    /** Whether names may begin so: letters, digits, {@code . _ -}; they end up in client ids, topics and the ledger. */
    public static boolean isPrefix(String prefix) {
        return PREFIX.matcher(prefix).matches();
    }
}
