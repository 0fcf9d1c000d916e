package dev.sluice.mapping.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import java.util.Set;
import java.util.regex.Pattern;

/** Why an evaluation failed, in words that contain nothing of the payload: CEL's own quote it. */
final class CelFailures {

    /** CEL's {@code evaluation error at <input>:12: ...}; the number counts characters from 0. */
    private static final Pattern PLACE = Pattern.compile("evaluation error at [^:]*:(\\d+): (.*)", Pattern.DOTALL);

    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

    static final Evaluated.Failed EXHAUSTED = new Evaluated.Failed(
            null,
            "the expression took more steps than are allowed: " + CelLimits.ITERATIONS + " elements of lists, and "
                    + CelLimits.BYTES_READ / (1024 * 1024) + " MB of the payload read again and again");

    static final Evaluated.Failed UNFORESEEN =
            new Evaluated.Failed(null, "the expression cannot work with these values");

    private CelFailures() {}

    /** @param words what stands in the expression, and may be repeated */
    static Evaluated describe(CelEvaluationException failed, Set<String> words) {
        var code = failed.getErrorCode();
        if (code == CelErrorCode.ITERATION_BUDGET_EXCEEDED) {
            return EXHAUSTED;
        }
        var placed = PLACE.matcher(String.valueOf(failed.getMessage()));
        boolean known = placed.matches();
        var said = known ? placed.group(2) : "";
        var where = known ? ", at character " + (Integer.parseInt(placed.group(1)) + 1) + " of the expression" : "";
        return new Evaluated.Failed(null, sentence(code, said, words) + where);
    }

    private static String sentence(CelErrorCode code, String said, Set<String> words) {
        var quoted = QUOTED.matcher(said);
        var word = quoted.find() ? quoted.group(1) : "";
        return switch (code) {
            case ATTRIBUTE_NOT_FOUND -> missing(said, words.contains(word) ? " '" + word + "'" : "");
            case INDEX_OUT_OF_BOUNDS -> "a list has no element of that index";
            case DIVIDE_BY_ZERO -> "a division by zero";
            case NUMERIC_OVERFLOW -> "a number is beyond the range of its type";
            case OVERLOAD_NOT_FOUND -> overload(word);
            case DUPLICATE_ATTRIBUTE -> "a map gets the same key twice";
            case BAD_FORMAT, INVALID_ARGUMENT -> "a function cannot work with its argument";
            default -> UNFORESEEN.detail();
        };
    }

    private static String missing(String said, String key) {
        boolean noObject = said.contains("Field selections") || said.contains("cannot be null");
        return noObject ? "a key" + key + " is asked of a value that is no object" : "there is no key" + key;
    }

    private static String overload(String function) {
        return CelWords.isArithmetic(function)
                ? "'" + CelWords.operator(function) + "' wants two values of one kind" + CelWords.TWO_KINDS
                : "'" + CelWords.operator(function) + "' does not take values of these types";
    }
}
