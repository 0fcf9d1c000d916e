package dev.sluice.sandbox.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryProcessIT {

    private static final String SCHEMA = "{\"schema\": \"\\\"string\\\"\"}";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void idsSurviveSigkillAndTheSamePortServesAgain() throws Exception {
        try (var registry = RegistryProcess.inFolder(folder).start()) {
            String url = registry.url();
            String given = post(url + "/subjects/kept/versions", SCHEMA);
            assertThat(given).matches("\\{\"id\":\\d+}");

            registry.kill();
            assertThat(registry.alive()).isFalse();
            registry.start();

            assertThat(registry.url()).isEqualTo(url);
            assertThat(get(url + "/subjects")).isEqualTo("[\"kept\"]");
            assertThat(post(url + "/subjects/kept", SCHEMA)).contains(given.substring(1, given.length() - 1));
        }
    }

    @Test
    void portInUseIsSaidAtOnce() throws Exception {
        try (var squatter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var registry = RegistryProcess.inFolder(folder).port(squatter.getLocalPort())) {
            assertThatThrownBy(registry::begin)
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining(String.valueOf(squatter.getLocalPort()));
        }
    }

    private String get(String url) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    private String post(String url, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(BodyPublishers.ofString(body)));
    }

    private String send(HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString())
                .body();
    }
}
