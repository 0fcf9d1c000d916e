package dev.sluice.bridge.shadow;

/** Keeps text from devices short enough to be remembered. */
final class Cut {

    private Cut() {}

    static String at(int longest, String text) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
