package dev.sluice.simulator.scenario;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads scenarios and names everything that is wrong with one. */
public final class ScenarioReader {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private static final Map<Class<?>, String> WORDS = Map.of(
            Integer.class, "a whole number",
            Long.class, "a whole number",
            Double.class, "a number",
            Boolean.class, "true or false");

    private ScenarioReader() {}

    /**
     * Reads a scenario.
     *
     * @param name what people call it, a file or one of those that ship
     * @param folder that the files it names are relative to
     * @throws ScenarioException with all problems
     */
    public static Scenario read(String name, String yaml, Path folder) throws ScenarioException {
        Checks checks;
        try (JsonParser parser = YAML.createParser(yaml)) {
            checks = new Checks(Places.of(parser), folder);
        } catch (JsonProcessingException noYaml) {
            throw unreadable(name, noYaml);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Scenario scenario = bind(name, yaml, checks);
        if (scenario != null) {
            scenario.check(checks);
        }
        if (!checks.all().isEmpty()) {
            throw new ScenarioException(name, checks.all());
        }
        return scenario.named(name);
    }

    /** What cannot be bound is complained of and taken out, until the rest can be: so all of it is found. */
    private static Scenario bind(String name, String yaml, Checks checks) throws ScenarioException {
        JsonNode tree;
        try {
            tree = YAML.readTree(yaml);
        } catch (JsonProcessingException noYaml) {
            throw unreadable(name, noYaml);
        }
        if (!tree.isObject()) {
            checks.add("", tree.isMissingNode() ? "the file is empty" : "must be a block of keys, not " + tree);
            return null;
        }
        ObjectReader reader = YAML.readerFor(Scenario.class).withHandler(new UnknownKeys(checks));
        while (true) {
            try {
                return reader.readValue(tree);
            } catch (JsonMappingException wrong) {
                complain(wrong, tree, checks);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    private static void complain(JsonMappingException wrong, JsonNode tree, Checks checks) {
        JsonNode parent = tree;
        JsonNode at = tree;
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : wrong.getPath()) {
            parent = at;
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
                at = at.get(step.getIndex());
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
                at = at.get(step.getFieldName());
            }
        }
        JsonMappingException.Reference last =
                wrong.getPath().get(wrong.getPath().size() - 1);
        checks.add(path.toString(), why(wrong, at));
        if (last.getFieldName() == null) {
            ((ArrayNode) parent).set(last.getIndex(), (JsonNode) null);
        } else {
            ((ObjectNode) parent).remove(last.getFieldName());
        }
    }

    private static String why(JsonMappingException wrong, JsonNode found) {
        if (wrong.getCause() instanceof IllegalArgumentException own) {
            return own.getMessage();
        }
        if (wrong instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "must be " + word(mismatch.getTargetType()) + ", not "
                    + (found.isArray() ? "a list" : found.isObject() ? "a block of keys" : found.toString());
        }
        return wrong.getOriginalMessage();
    }

    private static String word(Class<?> target) {
        if (target == Span.class) {
            return "a length of time such as 15s";
        }
        if (List.class.isAssignableFrom(target)) {
            return "a list";
        }
        return target.isRecord() ? "a block of keys" : WORDS.getOrDefault(target, "a text");
    }

    private static ScenarioException unreadable(String name, JsonProcessingException noYaml) {
        Places.Place place = noYaml.getLocation() == null ? Places.NOWHERE : Places.place(noYaml.getLocation());
        String why = noYaml.getOriginalMessage().lines().findFirst().orElse("");
        return new ScenarioException(
                name, List.of(new Problem(place.line(), place.column(), "", "this is no YAML: " + why)));
    }

    /** Writes each down and lets reading go on. */
    private static final class UnknownKeys extends DeserializationProblemHandler {

        private final Checks checks;

        UnknownKeys(Checks checks) {
            this.checks = checks;
        }

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object bean,
                String property)
                throws IOException {
            List<String> known = deserializer.getKnownPropertyNames().stream()
                    .map(String::valueOf)
                    .sorted()
                    .toList();
            String meant = Spelling.closest(property, known)
                    .map(word -> "; did you mean \"" + word + "\"?")
                    .orElse("; known are " + String.join(", ", known));
            JsonStreamContext at = parser.getParsingContext();
            if (parser.currentToken().isStructStart()) {
                at = at.getParent();
            }
            checks.add(Places.path(at.pathAsPointer()), "unknown key" + meant);
            parser.skipChildren();
            return true;
        }
    }
}
