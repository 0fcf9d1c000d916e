package dev.sluice.bridge.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.bridge.registry.RegistryFailure.Kind;
import java.net.URLEncoder;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * What we ask of a registry, in the words of Confluent's REST interface (Schema Registry API, version 7; Apicurio has it below {@code
 * /apis/ccompat/v7}). Blocks the caller as {@link RegistryHttp} does; for one thread at a time.
 */
final class RegistryClient {

    private static final int VERSIONS_LOOKED_AT = 20;

    private final RegistryHttp http;

    RegistryClient(RegistrySettings settings) {
        this.http = new RegistryHttp(settings);
    }

    /** The schema's id in the subject, which gets a new version if it has not this one already. */
    int register(String subject, Schema schema) throws RegistryFailure, InterruptedException {
        return id(http.post("/subjects/" + escaped(subject) + "/versions", body(schema)));
    }

    /**
     * The schema's id, if the subject has it. Some registries know a schema only by its very text, and ours may have other blanks than theirs:
     * so the subject's newest versions are looked through, too.
     */
    int lookUp(String subject, Schema schema) throws RegistryFailure, InterruptedException {
        try {
            return id(http.post("/subjects/" + escaped(subject), body(schema)));
        } catch (RegistryFailure failure) {
            int id = failure.kind() == Kind.NOT_FOUND ? idAmongVersions(subject, schema) : 0;
            if (id == 0) {
                throw failure;
            }
            return id;
        }
    }

    private int idAmongVersions(String subject, Schema schema) throws RegistryFailure, InterruptedException {
        var path = "/subjects/" + escaped(subject) + "/versions";
        try {
            var versions = http.get(path);
            int oldest = Math.max(0, versions.size() - VERSIONS_LOOKED_AT);
            for (int i = versions.size() - 1; i >= oldest; i--) {
                var version = http.get(path + "/" + versions.get(i).asInt());
                if (isSame(version, schema)) {
                    return id(version);
                }
            }
            return 0;
        } catch (RegistryFailure failure) {
            if (failure.kind() == Kind.NOT_FOUND) {
                return 0;
            }
            throw failure;
        }
    }

    private static boolean isSame(JsonNode version, Schema schema) {
        try {
            return schema(version).toString().equals(schema.toString());
        } catch (RegistryFailure notAvro) {
            return false;
        }
    }

    /** @param version a number from 1, or {@code latest} */
    Schema version(String subject, String version) throws RegistryFailure, InterruptedException {
        return schema(http.get("/subjects/" + escaped(subject) + "/versions/" + escaped(version)));
    }

    Schema byId(int id) throws RegistryFailure, InterruptedException {
        return schema(http.get("/schemas/ids/" + id));
    }

    private static String escaped(String name) {
        return URLEncoder.encode(name, UTF_8).replace("+", "%20");
    }

    private static String body(Schema schema) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("schema", schema.toString())
                .toString();
    }

    private static int id(JsonNode answer) throws RegistryFailure {
        int id = answer.path("id").asInt();
        if (id <= 0) {
            throw new RegistryFailure(Kind.AWAY, "answers without an id");
        }
        return id;
    }

    private static Schema schema(JsonNode answer) throws RegistryFailure {
        var type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new RegistryFailure(Kind.INVALID, "has a schema of type " + type + " there, and not Avro");
        }
        if (!answer.path("references").isEmpty()) {
            throw new RegistryFailure(
                    Kind.INVALID, "has a schema there that refers to others; it must be complete in itself");
        }
        try {
            return new Schema.Parser().parse(answer.path("schema").asText());
        } catch (AvroRuntimeException notAvro) {
            throw new RegistryFailure(
                    Kind.INVALID, "has no usable Avro schema there: " + notAvro.getMessage(), notAvro);
        }
    }
}
