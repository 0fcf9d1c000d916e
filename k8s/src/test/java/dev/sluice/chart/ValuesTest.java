package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** values.yaml, its sentences, and the schema that refuses everything else. */
class ValuesTest {

    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):.*");

    /** Maps whose keys are the user's own, and pieces of Kubernetes that are handed on. */
    private static final List<String> FREE = List.of(
            "config",
            "commonLabels",
            "schemas",
            "files",
            "binaryFiles",
            "secrets.env",
            "secrets.files",
            "listeners",
            "listeners.*.service.annotations",
            "metrics.serviceMonitor.labels",
            "metrics.serviceMonitor.metricRelabelings[]",
            "metrics.rules.labels",
            "metrics.rules.alertLabels",
            "metrics.dashboard.labels",
            "metrics.dashboard.annotations",
            "strimzi.topics",
            "strimzi.topics.*.config",
            "strimzi.topicDefaults.config",
            "persistence.annotations",
            "resources.requests",
            "resources.limits",
            "test.resources.requests",
            "test.resources.limits",
            "simulator.resources.requests",
            "simulator.resources.limits",
            "extraEnv[]",
            "serviceAccount.annotations",
            "networkPolicy.devices[]",
            "networkPolicy.kafka[]",
            "networkPolicy.egress[]",
            "nodeSelector",
            "tolerations[]",
            "affinity",
            "podAnnotations",
            "podLabels");

    private final JsonNode schema = Yaml.read(read("values.schema.json"));

    @Test
    void everyKeyHasASentenceAboveIt() {
        var lines = read("values.yaml").lines().toList();
        var without = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            var key = KEY.matcher(lines.get(i));
            if (key.matches() && (i == 0 || !lines.get(i - 1).matches(key.group(1) + "# .*[.:]"))) {
                without.add((i + 1) + ": " + key.group(2));
            }
        }

        assertThat(without).isEmpty();
    }

    @Test
    void everyKeyIsInTheSchema() {
        var unknown = new ArrayList<String>();
        lookUp("", Chart.values(), schema, unknown);

        assertThat(unknown).isEmpty();
    }

    @Test
    void everyKeyOfTheSchemaIsInTheValues() {
        var missing = new ArrayList<String>();
        expect("", schema, Chart.values(), missing);

        assertThat(missing).isEmpty();
    }

    @Test
    void theSchemaIsClosedButForFreeMaps() {
        var open = new ArrayList<String>();
        findOpen("", schema, open);

        assertThat(open).isSubsetOf(FREE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replica: 3                                    | replica
            image: { name: sluice }                       | name
            listeners: { mqtt: { service: { kind: a } } } | kind
            listeners: { web: { port: 1, sockets: /a } }  | sockets
            tls: { certmanager: { enabled: true } }       | certmanager
            """)
    void anUnknownKeyIsRefusedWithItsName(String values, String key) {
        assertThat(Chart.refusal(values)).contains("additional properties '" + key + "' not allowed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replicas: many                                | /replicas
            shutdown: { drain: 15 }                       | /shutdown/drain
            listeners: { mqtt: { port: 70000 } }          | /listeners/mqtt/port
            image: { digest: latest }                     | /image/digest
            secrets: { env: { A: { secretName: a } } }    | /secrets/env/A
            """)
    void aValueOfTheWrongKindIsRefusedWithItsPlace(String values, String place) {
        assertThat(Chart.refusal(values)).contains("at '" + place);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            listeners: { Big: { port: 1 } }        | Big
            listeners: { management: { port: 1 } } | management
            files: { sluice.yaml: "" }             | sluice.yaml
            secrets: { files: { a_b: {} } }        | a_b
            """)
    void aNameThatCannotBeIsRefused(String values, String name) {
        assertThat(Chart.refusal(values)).contains("invalid propertyName '" + name + "'");
    }

    private void lookUp(String path, JsonNode values, JsonNode type, List<String> unknown) {
        var resolved = resolve(type);
        values.properties().forEach(entry -> {
            var there = path + "/" + entry.getKey();
            var known = resolved.path("properties").path(entry.getKey());
            var others = resolved.path("additionalProperties");
            if (known.isObject()) {
                lookUp(there, entry.getValue(), known, unknown);
            } else if (others.isObject()) {
                lookUp(there, entry.getValue(), others, unknown);
            } else if (resolved.has("properties")) {
                unknown.add(there);
            }
        });
    }

    private void expect(String path, JsonNode type, JsonNode values, List<String> missing) {
        var resolved = resolve(type);
        resolved.path("properties").properties().forEach(entry -> {
            var there = path + "/" + entry.getKey();
            if (values.has(entry.getKey())) {
                expect(there, entry.getValue(), values.get(entry.getKey()), missing);
            } else {
                missing.add(there);
            }
        });
        if (resolved.path("additionalProperties").isObject()) {
            values.properties()
                    .forEach(entry -> expect(
                            path + "/" + entry.getKey(),
                            resolved.get("additionalProperties"),
                            entry.getValue(),
                            missing));
        }
    }

    private void findOpen(String path, JsonNode type, List<String> open) {
        var resolved = resolve(type);
        var below = path.isEmpty() ? "" : path + ".";
        if (resolved.path("type").asText().equals("object")
                && !resolved.path("additionalProperties").equals(Yaml.read("false"))) {
            open.add(path);
        }
        resolved.path("properties")
                .properties()
                .forEach(entry -> findOpen(below + entry.getKey(), entry.getValue(), open));
        if (resolved.path("additionalProperties").isObject()) {
            findOpen(below + "*", resolved.get("additionalProperties"), open);
        }
        if (resolved.path("items").isObject()) {
            findOpen(path + "[]", resolved.get("items"), open);
        }
    }

    private JsonNode resolve(JsonNode type) {
        return type.has("$ref") ? schema.at(type.get("$ref").asText().substring(1)) : type;
    }

    private static String read(String file) {
        try {
            return Files.readString(Chart.FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
