package dev.sluice.bridge.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A bridge's management port, as a monitoring system would use it. */
public final class Management {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port;

    public Management(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    public HttpResponse<String> get(String page) {
        return send("GET", page, "");
    }

    HttpResponse<String> send(String method, String page, String body) {
        try {
            var address = URI.create("http://127.0.0.1:" + port + page);
            var request = HttpRequest.newBuilder(address)
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The value of a metric that has no tags, or of one with exactly these: {@code name{mapping="x"}}. */
    public double metric(String nameAndTags) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(nameAndTags + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(nameAndTags.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + nameAndTags));
    }
}
