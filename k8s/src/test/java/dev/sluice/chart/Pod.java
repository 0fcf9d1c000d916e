package dev.sluice.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A pod that is described: {@code metadata} and {@code spec}. */
record Pod(JsonNode tree) {

    JsonNode spec() {
        return tree.path("spec");
    }

    JsonNode container() {
        return spec().at("/containers/0");
    }

    /** Init containers, too. */
    List<JsonNode> containers() {
        var all = new ArrayList<JsonNode>();
        spec().path("initContainers").forEach(all::add);
        spec().path("containers").forEach(all::add);
        return all;
    }

    Optional<JsonNode> environment(String name) {
        return named(container().path("env"), name);
    }

    Optional<JsonNode> volume(String name) {
        return named(spec().path("volumes"), name);
    }

    JsonNode mountAt(String path) {
        for (var mount : container().path("volumeMounts")) {
            if (mount.path("mountPath").asText().equals(path)) {
                return mount;
            }
        }
        throw new AssertionError("nothing is mounted at " + path);
    }

    /** Changes whenever pods have to be made anew. */
    String restartMark() {
        return tree.at("/metadata/annotations").path("checksum/needs-restart").asText();
    }

    private static Optional<JsonNode> named(JsonNode list, String name) {
        for (var each : list) {
            if (each.path("name").asText().equals(name)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
