package dev.sluice.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files and variables that Sluice finds in a pod, laid out in a folder of this machine: the ConfigMap as it is, and something of the
 * right form wherever a Secret would be.
 */
final class PodFiles {

    private static final Pattern MOUNTED = Pattern.compile("/run/(?:sluice|secrets)/([-\\w]+)/([-\\w.]+)");

    private final Manifests manifests;
    private final Path folder;

    PodFiles(Manifests manifests, Path folder) {
        this.manifests = manifests;
        this.folder = folder;
    }

    /** sluice.yaml, with paths of the pod as paths in the folder; what no volume brings is not there. */
    String configuration() {
        try {
            var configuration = Files.createDirectories(sluiceYaml().getParent());
            for (Map.Entry<String, JsonNode> entry :
                    manifests.configMap().path("data").properties()) {
                Files.writeString(
                        configuration.resolve(entry.getKey()), entry.getValue().asText());
            }
            for (Map.Entry<String, JsonNode> entry :
                    manifests.configMap().path("binaryData").properties()) {
                Files.write(
                        configuration.resolve(entry.getKey()),
                        Base64.getMimeDecoder().decode(entry.getValue().asText()));
            }
            var text = manifests.configMap().at("/data/sluice.yaml").asText();
            var named = MOUNTED.matcher(text);
            while (named.find()) {
                var path = Path.of(named.group());
                if (isMounted(path.getParent().toString())) {
                    place(folder.resolve("." + path));
                }
            }
            return text.replace("/run/", folder + "/run/").replace("/var/lib/", folder + "/var/lib/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path sluiceYaml() {
        return folder.resolve("etc/sluice/sluice.yaml");
    }

    /** Null for a variable that the pod has not. */
    String variable(String name) {
        return manifests.pod().environment(name).map(this::value).orElse(null);
    }

    private String value(JsonNode variable) {
        return Optional.ofNullable(variable.get("value")).map(JsonNode::asText).orElse("something-of-a-secret");
    }

    private boolean isMounted(String path) {
        for (var mount : manifests.pod().container().path("volumeMounts")) {
            if (mount.path("mountPath").asText().equals(path)) {
                return true;
            }
        }
        return false;
    }

    private void place(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        var name = file.getFileName().toString();
        if (name.endsWith(".crt") || name.equals("tls.key")) {
            Identity.ONE.write(file);
        } else if (name.equals("passwords")) {
            Files.copy(Path.of("../docs/authentication/passwords"), file);
        } else if (name.equals("key")) {
            Files.writeString(file, Base64.getEncoder().encodeToString(new byte[32]));
        } else {
            Files.writeString(file, "something-of-a-secret");
        }
    }
}
