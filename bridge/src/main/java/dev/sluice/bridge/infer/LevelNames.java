package dev.sluice.bridge.infer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** Reads what the levels of topics are called, and gives captures their names. */
final class LevelNames {

    private LevelNames() {}

    /** Whether there is a digit in it that is not the number of a version. */
    static boolean looksLikeId(String level) {
        boolean version = level.length() <= 5
                && level.toLowerCase(Locale.ROOT).startsWith("v")
                && level.substring(1).chars().allMatch(c -> Character.isDigit(c) || c == '.');
        return !version && !level.startsWith("spBv") && level.chars().anyMatch(Character::isDigit);
    }

    static boolean isPlural(String level) {
        return level.length() > 3 && level.endsWith("s") && !level.endsWith("ss") && !level.endsWith("us");
    }

    /** A capture that stands for what the level in front of it is the plural of: devices/{device}. */
    record Named(String pattern, List<String> captures, List<String> things) {}

    static Named name(List<String> levels) {
        var taken = new HashSet<String>(List.of("payload", "mqtt", "each"));
        var captures = new ArrayList<String>();
        var things = new ArrayList<String>();
        var pattern = new ArrayList<String>();
        for (int i = 0; i < levels.size(); i++) {
            var level = levels.get(i);
            if (level != null && !level.equals("#")) {
                pattern.add(level);
                continue;
            }
            var thing = thing(levels, i);
            var name = unique(thing == null ? level == null ? "level" + (i + 1) : "rest" : thing, taken);
            captures.add(name);
            if (thing != null) {
                things.add(name);
            }
            pattern.add("{" + name + (level == null ? "}" : "...}"));
        }
        return new Named(String.join("/", pattern), captures, things);
    }

    /** Of several captures behind a plural, the last is one of these and the others say where. */
    private static String thing(List<String> levels, int at) {
        if (levels.get(at) != null || at + 1 < levels.size() && levels.get(at + 1) == null) {
            return null;
        }
        int before = at - 1;
        while (before >= 0 && levels.get(before) == null) {
            before--;
        }
        if (before < 0 || !isPlural(levels.get(before))) {
            return null;
        }
        var plural = plain(levels.get(before)).toLowerCase(Locale.ROOT);
        var one = plural.endsWith("ies")
                ? plural.substring(0, plural.length() - 3) + "y"
                : plural.endsWith("s") ? plural.substring(0, plural.length() - 1) : plural;
        return one.isEmpty() || !Character.isLetter(one.charAt(0)) ? null : one;
    }

    static String unique(String name, HashSet<String> taken) {
        var unique = name;
        for (int i = 2; !taken.add(unique); i++) {
            unique = name + i;
        }
        return unique;
    }

    /** Letters, digits and hyphens of it, ASCII only. */
    static String plain(String text) {
        var plain = new StringBuilder();
        text.chars()
                .map(c -> c < 0x80 && Character.isLetterOrDigit(c) ? c : '-')
                .forEach(c -> plain.append((char) c));
        var trimmed = plain.toString().replaceAll("-+", "-");
        return trimmed.replaceAll("^-|-$", "");
    }
}
