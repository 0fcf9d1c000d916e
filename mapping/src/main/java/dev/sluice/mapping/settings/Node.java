package dev.sluice.mapping.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A value of the configuration, with its place, as its reader sees it. Reading never throws: what is wrong goes to {@link Problems}, and
 * the getter answers with its fallback (or an empty or least value) so that reading can go on.
 *
 * <p>Every getter makes its key known. What nobody asked for is an error at the end ({@link SettingsFile#read}), with the known keys as
 * suggestions: so a reader asks for all of its keys, also when it has already found a problem, or calls {@link #skip()}.
 *
 * <p>Keys may contain dots. An override {@code a.b=x} means key {@code a.b} if the reader asks for that, else key {@code b} of map {@code a}:
 * a reader that knows both {@code a.b} and {@code a} asks for the longer one first.
 */
public final class Node {

    private final Written here;

    Node(Written here) {
        this.here = here;
    }

    /** {@code mappings[1].from}; empty for the whole document. */
    public String path() {
        return here.path;
    }

    /** Of the key, or of the item in its list; of the nearest node above when nobody wrote this one. */
    public Place place() {
        return here.place;
    }

    /** Whether somebody wrote this key, if only with nothing behind it. Makes the key known, but does not count as reading it. */
    public boolean has(String key) {
        here.suggest(key);
        return here.has(key);
    }

    public String text(String key, String fallback, Problems problems) {
        return optionalText(key, problems).orElse(fallback);
    }

    public Optional<String> optionalText(String key, Problems problems) {
        return here.part(key).asText("text", problems);
    }

    /** Empty after complaining that it is missing or blank. */
    public String requiredText(String key, Problems problems) {
        if (isMissing(key, "text", problems)) {
            return "";
        }
        var written = text(key, null, problems);
        if (written != null && written.isBlank()) {
            complain(key, "is blank; expected text", "MISSING-KEY", problems);
        }
        return written == null ? "" : written;
    }

    public Optional<Secret> secret(String key, Problems problems) {
        return optionalText(key, problems).map(Secret::new);
    }

    public boolean flag(String key, boolean fallback, Problems problems) {
        return parsed(
                key,
                fallback,
                "true or false",
                text -> text.equals("true") || text.equals("false")
                        ? Optional.of(Boolean.valueOf(text))
                        : Optional.empty(),
                any -> true,
                problems);
    }

    public int intBetween(String key, int least, int most, int fallback, Problems problems) {
        return (int) longBetween(key, least, most, fallback, problems);
    }

    /** The least value after complaining that it is missing. */
    public int requiredInt(String key, int least, int most, Problems problems) {
        isMissing(key, "a whole number from " + least + " to " + most, problems);
        return intBetween(key, least, most, least, problems);
    }

    public long longBetween(String key, long least, long most, long fallback, Problems problems) {
        return parsed(
                key,
                fallback,
                "a whole number from " + least + " to " + most,
                Node::wholeNumber,
                number -> number >= least && number <= most,
                problems);
    }

    public DataSize sizeBetween(String key, DataSize least, DataSize most, DataSize fallback, Problems problems) {
        return parsed(
                key,
                fallback,
                "a size from " + least + " to " + most + " (B, KB, MB or GB)",
                DataSize::parse,
                size -> size.compareTo(least) >= 0 && size.compareTo(most) <= 0,
                problems);
    }

    public Duration durationBetween(String key, Duration least, Duration most, Duration fallback, Problems problems) {
        return parsed(
                key,
                fallback,
                "a duration from " + DurationText.render(least) + " to " + DurationText.render(most)
                        + " (ms, s, m, h or d)",
                DurationText::parse,
                duration -> duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0,
                problems);
    }

    /** One of the enum's constants, written in small letters with hyphens: {@code DEAD_LETTER} is {@code dead-letter}. */
    public <E extends Enum<E>> E choice(String key, E fallback, Problems problems) {
        var type = fallback.getDeclaringClass();
        var words = Arrays.stream(type.getEnumConstants()).map(Node::word).collect(Collectors.joining(" | "));
        return parsed(
                key,
                fallback,
                words,
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> word(constant).equals(text))
                        .findFirst(),
                any -> true,
                problems);
    }

    /** Empty when nobody wrote the list. */
    public List<String> texts(String key, Problems problems) {
        return list(key, problems).stream()
                .map(item -> item.asText("text", problems).orElse(""))
                .toList();
    }

    /** The items of the list behind this key, or the single text that stands in its place; empty when nobody wrote either. */
    public List<String> textOrTexts(String key, Problems problems) {
        return here.part(key).isList() || !isSingle(key)
                ? texts(key, problems)
                : optionalText(key, problems).stream().toList();
    }

    private boolean isSingle(String key) {
        return !here.part(key).isEmpty() && !here.part(key).isMap();
    }

    /** The map behind this key; one without any keys when nobody wrote it. */
    public Node map(String key, Problems problems) {
        var part = here.part(key);
        if (!part.isEmpty() && !part.isMap()) {
            part.complain(part.kind() + ": expected a map", "WRONG-TYPE", problems);
            part.skip();
        }
        return new Node(part);
    }

    /** The items of the list behind this key; none when nobody wrote it. */
    public List<Node> list(String key, Problems problems) {
        var part = here.part(key);
        if (!part.isEmpty() && !part.isList()) {
            part.complain(part.kind() + ": expected a list", "WRONG-TYPE", problems);
            part.skip();
            return List.of();
        }
        return part.items().stream().map(Node::new).toList();
    }

    /** Every key of this map that nobody has asked for yet, in the order in which they are written, overrides last. */
    public Map<String, Node> entries() {
        var entries = new LinkedHashMap<String, Node>();
        for (var key : here.unasked()) {
            entries.put(key, new Node(here.part(key)));
        }
        return entries;
    }

    /**
     * The remaining keys of this map as plain text, for settings that are handed to somebody else (producer properties). Ask for all other
     * keys first.
     *
     * @param allowed keys that do not pass are unknown keys
     * @param names keys to suggest for a misspelt one
     */
    public Map<String, String> passThrough(Predicate<String> allowed, Collection<String> names, Problems problems) {
        names.forEach(here::suggest);
        var passed = new LinkedHashMap<String, String>();
        for (var key : here.unasked()) {
            if (allowed.test(key)) {
                here.part(key).asText("text", problems).ifPresent(text -> passed.put(key, text));
            }
        }
        return passed;
    }

    /** Whether a map stands behind this key. Does not count as reading it. */
    public boolean isMap(String key) {
        return here.has(key) && here.part(key).isMap();
    }

    /** The value behind this key as JSON, likewise; empty when nobody wrote the key. */
    public Optional<JsonNode> json(String key, Problems problems) {
        return here.has(key) ? Optional.of(here.part(key).asJson(problems)) : Optional.empty();
    }

    /** This value, with everything in it, as JSON text: for settings in a notation of somebody else's (an Avro schema). */
    public String asJson(Problems problems) {
        return here.asJson(problems).toString();
    }

    /** Whether this value itself is a map, and not a single value, a list or nothing. */
    public boolean isMap() {
        return here.isMap();
    }

    /** This value itself as text; empty if nobody wrote it or after complaining. */
    public Optional<String> asText(String expected, Problems problems) {
        return here.asText(expected, problems);
    }

    /** Complains at the key's place (at this map's, if nobody wrote it) and counts the key as read. */
    public void complain(String key, String message, String code, Problems problems) {
        var part = here.part(key);
        part.complain(message, code, problems);
        part.skip();
    }

    /** Complains at this node's own place. */
    public void complain(String message, String code, Problems problems) {
        here.complain(message, code, problems);
    }

    /** If somebody wrote the key, says that Sluice will know it some day. Better than an unknown key, and never ignored. */
    public void notYet(String key, String what, Problems problems) {
        if (here.has(key)) {
            complain(key, "not built yet: " + what, "NOT-YET", problems);
        }
    }

    /** The value of this key as messages may show it: in quotes, shortened, and {@code ***} when its key speaks of a secret. */
    public String shown(String key) {
        return here.part(key).shown();
    }

    /** The value of this node itself, likewise. */
    public String shown() {
        return here.shown();
    }

    /** Says that this file went into the settings, so that whoever watches the configuration watches it, too. */
    public void readsFile(Path file) {
        here.reads(Input.file(file));
    }

    /** Says the same of a file that makes no difference to rules: a certificate, say. */
    public void readsAside(Path file) {
        here.reads(Input.aside(file));
    }

    /** Says the same of all files in this folder whose names end so. */
    public void readsFolder(Path folder, String suffix) {
        here.reads(Input.folder(folder, suffix));
    }

    /** The bytes of the file that this key names, relative to the configuration file; empty after complaining, also that it is not written. */
    public Optional<byte[]> requiredFile(String key, int largest, Problems problems) {
        var file = requiredText(key, problems);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(here.references().content(file, largest));
        } catch (IOException unreadable) {
            complain(key, shown(key) + ": " + unreadable.getMessage(), "FILE-MISSING", problems);
            return Optional.empty();
        }
    }

    /** Counts everything here as read. */
    public void skip() {
        here.skip();
    }

    private boolean isMissing(String key, String expected, Problems problems) {
        if (here.part(key).isWritten()) {
            return false;
        }
        complain(key, "missing; expected " + expected, "MISSING-KEY", problems);
        return true;
    }

    private <T> T parsed(
            String key,
            T fallback,
            String expected,
            Function<String, Optional<T>> parse,
            Predicate<T> isWithin,
            Problems problems) {
        var part = here.part(key);
        var written = part.asText(expected, problems);
        if (written.isEmpty()) {
            return fallback;
        }
        var parsed = parse.apply(written.get());
        if (parsed.isEmpty()) {
            part.complain(part.shown() + ": expected " + expected, "WRONG-TYPE", problems);
            return fallback;
        }
        if (!isWithin.test(parsed.get())) {
            part.complain(part.shown() + ": allowed is " + expected, "OUT-OF-RANGE", problems);
            return fallback;
        }
        return parsed.get();
    }

    private static Optional<Long> wholeNumber(String text) {
        try {
            return Optional.of(Long.valueOf(text.replace("_", "")));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
