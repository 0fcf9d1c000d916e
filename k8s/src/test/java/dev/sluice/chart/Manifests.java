package dev.sluice.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What Helm rendered.
 *
 * @param text as it would go to the cluster
 * @param objects one for each document of it
 */
record Manifests(String text, List<JsonNode> objects) {

    static Manifests of(String text) {
        return new Manifests(text, Yaml.documents(text));
    }

    /** The one object of this kind and name. */
    JsonNode one(String kind, String name) {
        return find(kind, name)
                .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name + ", but " + names()));
    }

    Optional<JsonNode> find(String kind, String name) {
        return ofKind(kind).stream()
                .filter(object -> object.at("/metadata/name").asText().equals(name))
                .findFirst();
    }

    List<JsonNode> ofKind(String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    /** The Deployment or StatefulSet. */
    JsonNode workload() {
        return find("Deployment", "sluice").orElseGet(() -> one("StatefulSet", "sluice"));
    }

    /** The pod of the bridge, as the workload describes it. */
    Pod pod() {
        return new Pod(workload().at("/spec/template"));
    }

    /** Every pod there will be: the bridge's, the canary's, the simulator's. */
    List<Pod> pods() {
        return objects.stream()
                .map(object -> object.path("kind").asText().equals("Pod") ? object : object.at("/spec/template"))
                .filter(pod -> pod.at("/spec/containers").isArray())
                .map(Pod::new)
                .toList();
    }

    /** What Sluice reads. */
    JsonNode configMap() {
        return one("ConfigMap", "sluice");
    }

    /** sluice.yaml, parsed. */
    JsonNode sluiceYaml() {
        return Yaml.read(configMap().at("/data/sluice.yaml").asText());
    }

    String names() {
        return objects.stream()
                .map(object -> object.path("kind").asText() + " "
                        + object.at("/metadata/name").asText())
                .collect(Collectors.joining(", "));
    }
}
