package dev.sluice.mapping.cel;

import java.util.Set;

/** CEL's own words, as people write them. */
final class CelWords {

    private static final Set<String> ARITHMETIC = Set.of("_+_", "_-_", "_*_", "_/_", "_%_");

    /** What follows a complaint about arithmetic. */
    static final String TWO_KINDS =
            ", and int and double are two kinds: write double(...) around what may be either, as in"
                    + " double(payload.x) * 1.8 + 32.0";

    private CelWords() {}

    static boolean isArithmetic(String function) {
        return ARITHMETIC.contains(function);
    }

    /** {@code _+_} is {@code +}. */
    static String operator(String function) {
        return function.replace("_", "").replace("@", "");
    }

    /** {@code google.protobuf.Timestamp} is timestamp. */
    static String types(String text) {
        return text.replace("google.protobuf.Timestamp", "timestamp").replace("google.protobuf.Duration", "duration");
    }
}
