package dev.sluice.sandbox.audit;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;

/** What the bridge says of itself. */
record BridgeMetrics(HttpClient client, URI metrics) {

    private static final Duration BOUND = Duration.ofSeconds(5);

    static BridgeMetrics at(int port) {
        return new BridgeMetrics(HttpClient.newHttpClient(), URI.create("http://127.0.0.1:" + port + "/metrics"));
    }

    /** A gauge without tags; empty while nobody answers or the bridge has none of that name. */
    OptionalLong figure(String name) {
        try {
            var request = HttpRequest.newBuilder(metrics).timeout(BOUND).build();
            String page =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return page.lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst();
        } catch (IOException nobodyThere) {
            return OptionalLong.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("Interrupted while asking the bridge.", e);
        }
    }
}
