package dev.sluice.simulator.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Asks a schema registry (Confluent's REST interface), once for each id. Blocks; for one thread. */
public final class RegistryIds implements SchemaIds {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String url;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<Integer, Optional<Schema>> known = new HashMap<>();

    private RegistryIds(String url) {
        this.url = url;
    }

    /**
     * @param url what stands in front of {@code /schemas/ids}
     * @throws IllegalArgumentException when it is not an address
     */
    public static RegistryIds at(String url) {
        var trimmed = url.replaceFirst("/+$", "");
        if (!trimmed.matches("https?://[^/].*")) {
            throw new IllegalArgumentException(
                    "\"" + url + "\" is not a registry's address, as in http://localhost:8081");
        }
        URI.create(trimmed);
        return new RegistryIds(trimmed);
    }

    @Override
    public Optional<Schema> byId(int id) {
        return known.computeIfAbsent(id, this::ask);
    }

    private Optional<Schema> ask(int id) {
        var request = HttpRequest.newBuilder(URI.create(url + "/schemas/ids/" + id))
                .timeout(PATIENCE)
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            JsonNode answer = json.readTree(response.body());
            if (response.statusCode() == 200) {
                return Optional.of(
                        new Schema.Parser().parse(answer.path("schema").asText()));
            }
            // only a registry has such codes; any other 404 is a wrong address
            if (response.statusCode() == 404 && answer.path("error_code").asInt() == 40403) {
                return Optional.empty();
            }
            throw new RegistryAwayException(url, "it says " + response.statusCode() + " to " + request.uri(), null);
        } catch (IOException | AvroRuntimeException failure) {
            throw new RegistryAwayException(url, failure.toString(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RegistryAwayException(url, "interrupted", interrupted);
        }
    }
}
