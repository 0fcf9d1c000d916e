package dev.sluice.mapping.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Spelling {

    private Spelling() {}

    /** The nearest of the known words, if any is near: a third of the letters may be wrong, and a dotted word may be cut at a dot. */
    public static Optional<String> closest(String word, Collection<String> known) {
        var wanted = plain(word);
        var near = known.stream()
                .filter(candidate -> distance(wanted, plain(candidate))
                        <= Math.max(1, Math.min(wanted.length(), candidate.length()) / 3))
                .min(Comparator.comparingInt((String candidate) -> distance(wanted, plain(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
        return near.or(() -> known.stream()
                .filter(candidate -> candidate.startsWith(word + ".") || word.startsWith(candidate + "."))
                .min(Comparator.naturalOrder()));
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Levenshtein: the least number of letters to insert, remove or replace. */
    static int distance(String from, String to) {
        var previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            var current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
