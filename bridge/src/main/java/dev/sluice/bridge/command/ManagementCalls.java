package dev.sluice.bridge.command;

import dev.sluice.bridge.settings.EnvironmentException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Calls to the management port of a running bridge. */
final class ManagementCalls {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI management;
    private final Optional<String> token;

    ManagementCalls(URI management, Optional<String> token) {
        this.management = management;
        this.token = token;
    }

    record Answer(int status, JsonObject body) {}

    /**
     * @param body null for none
     * @throws EnvironmentException when there is no bridge, or what answers is none
     */
    Answer call(String method, String page, JsonObject body) throws InterruptedException {
        var publisher =
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body.encode());
        var request = HttpRequest.newBuilder(management.resolve(page))
                .method(method, publisher)
                .timeout(PATIENCE);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), new JsonObject(response.body()));
        } catch (IOException unreachable) {
            throw new EnvironmentException(
                    "No bridge answers at " + management + " (" + said(unreachable)
                            + "). Is it running, and is that its management port (management.port)? Name it with --management URL.",
                    unreachable);
        } catch (DecodeException somethingElse) {
            throw new EnvironmentException(
                    "What answers at " + management + " is not Sluice. Name its management port with --management URL.",
                    somethingElse);
        }
    }

    private static String said(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
