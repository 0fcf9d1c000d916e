package dev.sluice.simulator.telemetry;

import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * One set of sensor values, and the choice of a set for a message.
 *
 * <p>Only {@value #VARIANTS} sets exist per seed: they are rendered before the run, and a message picks one by its device and
 * sequence number. So the same seed gives the same messages, and a resent message repeats its bytes, at the cost of a lookup.
 */
record Readings(String temperature, String humidity, String pressure, String battery, String rssi) {

    static final int VARIANTS = 128;
    static final Set<String> NAMES = Set.of("temperature", "humidity", "pressure", "battery", "rssi");

    /** All sets of a seed; numbers keep their width, so that the payload's length hardly varies. */
    static Readings[] all(long seed) {
        Random random = new Random(seed);
        Readings[] all = new Readings[VARIANTS];
        for (int i = 0; i < VARIANTS; i++) {
            all[i] = new Readings(
                    String.format(Locale.ROOT, "%.2f", 15 + 15 * random.nextDouble()),
                    String.format(Locale.ROOT, "%.1f", 30 + 40 * random.nextDouble()),
                    String.format(Locale.ROOT, "%.1f", 1000 + 30 * random.nextDouble()),
                    Integer.toString(20 + random.nextInt(80)),
                    Integer.toString(-40 - random.nextInt(50)));
        }
        return all;
    }

    /** What the choices of the device at {@code index} follow from. */
    static long key(long seed, int index) {
        return Dice.roll(Dice.key(seed, "readings"), index);
    }

    /** Which set the message {@code seq} of the device with that key carries. */
    static int pick(long key, int seq) {
        return (int) Dice.roll(key, seq) & (VARIANTS - 1);
    }

    String named(String name) {
        return switch (name) {
            case "temperature" -> temperature;
            case "humidity" -> humidity;
            case "pressure" -> pressure;
            case "battery" -> battery;
            case "rssi" -> rssi;
            default -> throw new IllegalArgumentException(name);
        };
    }
}
