package dev.sluice.mapping.settings;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * Turns YAML text into values that remember their places. One document; anchors and aliases are refused, because a value that is
 * written once and meant twice has no place of its own; so are keys that are written twice.
 */
final class YamlReader {

    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .build();

    private final String file;
    private final YAMLParser parser;
    private final Problems problems;

    private YamlReader(String file, YAMLParser parser, Problems problems) {
        this.file = file;
        this.parser = parser;
        this.problems = problems;
    }

    /** An empty map when the document is empty or, after a problem, when it is not YAML. */
    static YamlValue read(String file, String text, Problems problems) {
        try (var parser = FACTORY.createParser(text)) {
            return new YamlReader(file, parser, problems).document();
        } catch (JsonProcessingException notYaml) {
            var place = place(file, notYaml.getLocation());
            problems.add(new Problem(place, "", "not YAML: " + reason(notYaml), "NOT-YAML"));
            return nothing(file);
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory failed", impossible);
        }
    }

    static YamlValue nothing(String file) {
        return new YamlValue.Mapping(new LinkedHashMap<>(), new Place(file, 0, 0));
    }

    private YamlValue document() throws IOException {
        if (parser.nextToken() == null || parser.currentToken() == JsonToken.VALUE_NULL) {
            return nothing(file);
        }
        var root = value("");
        if (parser.nextToken() != null) {
            problems.add(new Problem(here(), "", "a second document begins here; one file holds one", "NOT-YAML"));
        }
        return root;
    }

    private YamlValue value(String path) throws IOException {
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
            problems.add(new Problem(
                    here(), path, "anchors (&) and aliases (*) are not read; write the value out", "YAML-ALIAS"));
        }
        var place = here();
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(path, place);
            case START_ARRAY -> sequence(path, place);
            case VALUE_NULL -> new YamlValue.Scalar(null, false, place);
            default -> new YamlValue.Scalar(textOrNull(), isText(), place);
        };
    }

    /** {@code key:} with nothing behind it comes as empty text. */
    private String textOrNull() throws IOException {
        var text = parser.getText();
        return text.isEmpty() ? null : text;
    }

    /** {@code key:} with nothing behind it comes as empty text without as much as a pair of quotes. */
    private boolean isText() {
        return parser.currentToken() == JsonToken.VALUE_STRING
                && parser.currentLocation().getCharOffset()
                        > parser.currentTokenLocation().getCharOffset();
    }

    private YamlValue mapping(String path, Place place) throws IOException {
        var entries = new LinkedHashMap<String, YamlValue.Entry>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var key = parser.currentName();
            var keyPlace = here();
            var keyPath = path.isEmpty() ? key : path + "." + key;
            parser.nextToken();
            var entry = new YamlValue.Entry(value(keyPath), keyPlace);
            var first = entries.putIfAbsent(key, entry);
            if (first != null) {
                problems.add(new Problem(
                        keyPlace,
                        keyPath,
                        "written twice; the first is in line " + first.place().line(),
                        "DUPLICATE-KEY"));
            }
        }
        return new YamlValue.Mapping(entries, place);
    }

    private YamlValue sequence(String path, Place place) throws IOException {
        var items = new ArrayList<YamlValue>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(path + "[" + items.size() + "]"));
        }
        return new YamlValue.Sequence(items, place);
    }

    private Place here() {
        return place(file, parser.currentTokenLocation());
    }

    private static Place place(String file, JsonLocation location) {
        return location == null ? new Place(file, 0, 0) : new Place(file, location.getLineNr(), location.getColumnNr());
    }

    /** The parser's message repeats the place and prints the line below it: only its sentences are kept. */
    private static String reason(JsonProcessingException notYaml) {
        var sentences = new StringBuilder();
        for (var line : notYaml.getOriginalMessage().split("\n")) {
            if (!line.startsWith(" ") && !line.isBlank()) {
                sentences.append(sentences.length() == 0 ? "" : ", ").append(line.strip());
            }
        }
        return sentences.toString();
    }
}
