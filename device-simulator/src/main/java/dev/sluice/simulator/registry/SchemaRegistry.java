package dev.sluice.simulator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.simulator.decode.SchemaTexts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** A schema registry, asked through Confluent's REST interface. */
public final class SchemaRegistry implements SchemaTexts {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String url;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ObjectMapper json = new ObjectMapper();

    private SchemaRegistry(String url) {
        this.url = url;
    }

    /**
     * @param url what stands in front of {@code /schemas/ids}
     * @throws IllegalArgumentException when it is not an address
     */
    public static SchemaRegistry at(String url) {
        var trimmed = url.replaceFirst("/+$", "");
        if (!trimmed.matches("https?://[^/].*")) {
            throw new IllegalArgumentException(
                    "\"" + url + "\" is not a registry's address, as in http://localhost:8081");
        }
        URI.create(trimmed);
        return new SchemaRegistry(trimmed);
    }

    /** @throws RegistryAwayException when it does not answer, or not as a registry */
    @Override
    public Optional<String> byId(int id) {
        var request = HttpRequest.newBuilder(URI.create(url + "/schemas/ids/" + id))
                .timeout(PATIENCE)
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            JsonNode answer = json.readTree(response.body());
            if (response.statusCode() == 200) {
                return Optional.of(answer.path("schema").asText());
            }
            // only a registry has such codes; any other 404 is a wrong address
            if (response.statusCode() == 404 && answer.path("error_code").asInt() == 40403) {
                return Optional.empty();
            }
            throw new RegistryAwayException(url, "it says " + response.statusCode() + " to " + request.uri(), null);
        } catch (IOException failure) {
            throw new RegistryAwayException(url, failure.toString(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RegistryAwayException(url, "interrupted", interrupted);
        }
    }
}
