package dev.sluice.sandbox.program;

import java.util.Locale;

/** Numbers as people read them. */
public final class Words {

    private Words() {}

    /** {@code 1,234}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 device}, {@code 2 devices}. */
    public static String count(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }
}
