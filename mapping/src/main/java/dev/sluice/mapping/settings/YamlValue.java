package dev.sluice.mapping.settings;

import java.util.List;
import java.util.Map;

/** What is written at one place of a YAML document. */
sealed interface YamlValue permits YamlValue.Scalar, YamlValue.Mapping, YamlValue.Sequence {

    Place place();

    /** "text", "a map" and so on, for messages. */
    String kind();

    /**
     * @param text as written, without quotes; null when nothing is written
     * @param isText whether YAML takes it for text: it stands in quotes, or is neither a number nor true, false or null
     */
    record Scalar(String text, boolean isText, Place place) implements YamlValue {
        @Override
        public String kind() {
            return text == null ? "nothing" : "a single value";
        }
    }

    record Mapping(Map<String, Entry> entries, Place place) implements YamlValue {
        @Override
        public String kind() {
            return "a map";
        }
    }

    record Sequence(List<YamlValue> items, Place place) implements YamlValue {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** @param place of the key, where problems with its value are reported too */
    record Entry(YamlValue value, Place place) {}
}
