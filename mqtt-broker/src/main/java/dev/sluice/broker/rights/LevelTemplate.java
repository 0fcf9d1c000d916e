package dev.sluice.broker.rights;

import dev.sluice.broker.access.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One level of a {@link TopicTemplate}: text, placeholders, both, or {@code +}. */
final class LevelTemplate {

    private static final String PLACEHOLDERS =
            "{client}, {user}, {cert.cn} and others of the certificate, {jwt.NAME} for a claim";
    private static final Pattern NAME = Pattern.compile("client|user|cert\\.[a-z][a-z0-9.-]*|jwt\\.[^{}+#/\\x00]+");

    /** Text, or the name of a placeholder. */
    private record Part(String text, boolean isPlaceholder) {}

    private final String written;
    private final List<Part> parts;
    private final boolean first;

    private LevelTemplate(String written, List<Part> parts, boolean first) {
        this.written = written;
        this.parts = parts;
        this.first = first;
    }

    static Optional<String> complaint(String level) {
        if (level.equals("+") || level.equals("#")) {
            return Optional.empty();
        }
        if (LevelPattern.hasWildcard(level)) {
            return Optional.of("'+' and '#' must be a level of their own, not in \"" + level + "\"");
        }
        int at = 0;
        while (at < level.length()) {
            int open = level.indexOf('{', at);
            int close = level.indexOf('}', at);
            if (open < 0 && close < 0) {
                return Optional.empty();
            }
            if (open < 0 || close < open) {
                return Optional.of("'{' and '}' are for placeholders, and do not pair in \"" + level + "\"");
            }
            var name = level.substring(open + 1, close);
            if (!NAME.matcher(name).matches()) {
                return Optional.of("there is no placeholder {" + name + "}; there are " + PLACEHOLDERS);
            }
            at = close + 1;
        }
        return Optional.empty();
    }

    /** @param first whether a topic begins with it */
    static LevelTemplate of(String level, boolean first) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        for (int open = level.indexOf('{'); open >= 0; open = level.indexOf('{', at)) {
            if (open > at) {
                parts.add(new Part(level.substring(at, open), false));
            }
            int close = level.indexOf('}', open);
            parts.add(new Part(level.substring(open + 1, close), true));
            at = close + 1;
        }
        if (at < level.length() || parts.isEmpty()) {
            parts.add(new Part(level.substring(at), false));
        }
        return new LevelTemplate(level.equals("+") ? LevelPattern.ANY : level, List.copyOf(parts), first);
    }

    /** With its placeholders as names in braces; {@link LevelPattern#ANY} for {@code +}. */
    String written() {
        return written;
    }

    /** Whether it stands for the same with every identity. */
    boolean isSame(LevelTemplate other) {
        return first == other.first && written.equals(other.written);
    }

    List<String> placeholders() {
        return parts.stream().filter(Part::isPlaceholder).map(Part::text).toList();
    }

    /** Placeholders without a plain value. */
    Stream<String> withoutValue(Identity who) {
        return parts.stream().filter(Part::isPlaceholder).map(Part::text).filter(name -> !isPlain(value(name, who)));
    }

    /** {@link LevelPattern#ANY} where a placeholder has no plain value. */
    String of(Identity who) {
        if (written == LevelPattern.ANY || withoutValue(who).findAny().isPresent()) {
            return LevelPattern.ANY;
        }
        var text = new StringBuilder();
        parts.forEach(part -> text.append(part.isPlaceholder() ? value(part.text(), who) : part.text()));
        return text.toString();
    }

    private boolean isPlain(String value) {
        return value != null
                && !value.isEmpty()
                && value.indexOf('/') < 0
                && !LevelPattern.hasWildcard(value)
                && value.indexOf('\0') < 0
                && !(first && value.charAt(0) == '$');
    }

    private static String value(String name, Identity who) {
        return switch (name) {
            case "client" -> who.clientId();
            case "user" -> who.user().orElse(null);
            default -> who.attributes().get(name);
        };
    }
}
