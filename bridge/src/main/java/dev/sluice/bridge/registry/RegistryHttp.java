package dev.sluice.bridge.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.bridge.registry.RegistryFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Carries questions to a registry and its answers back. Blocks the caller for {@link RegistrySettings#timeout} per address at most; of several
 * addresses it asks the one that answered last, then the others. For one thread at a time.
 */
final class RegistryHttp {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int LARGEST_ANSWER = 4 << 20;
    private static final int LONGEST_QUOTE = 300;
    private static final JsonMapper JSON = new JsonMapper();

    private final RegistrySettings settings;
    private final HttpClient http;
    private final Optional<String> authorization;
    private int preferred;

    /** @throws IllegalStateException when files of the TLS settings have vanished since they were read */
    RegistryHttp(RegistrySettings settings) {
        this.settings = settings;
        this.authorization = authorization(settings);
        try {
            this.http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(settings.timeout())
                    .followRedirects(HttpClient.Redirect.NEVER) // credentials are meant for this address
                    .sslContext(settings.tls().context())
                    .build();
        } catch (IOException vanished) {
            throw new IllegalStateException(vanished.getMessage(), vanished);
        }
    }

    private static Optional<String> authorization(RegistrySettings settings) {
        if (settings.token().isPresent()) {
            return settings.token().map(token -> "Bearer " + token.reveal());
        }
        return settings.user()
                .map(user -> user + ":" + settings.password().orElseThrow().reveal())
                .map(pair -> "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    }

    JsonNode get(String path) throws RegistryFailure, InterruptedException {
        return ask(path, HttpRequest.newBuilder());
    }

    JsonNode post(String path, String body) throws RegistryFailure, InterruptedException {
        return ask(
                path,
                HttpRequest.newBuilder().header("Content-Type", MEDIA_TYPE).POST(BodyPublishers.ofString(body)));
    }

    private JsonNode ask(String path, HttpRequest.Builder request) throws RegistryFailure, InterruptedException {
        request.header("Accept", MEDIA_TYPE + ", application/json");
        authorization.ifPresent(value -> request.header("Authorization", value));
        RegistryFailure last = null;
        int addresses = settings.urls().size();
        for (int i = 0; i < addresses; i++) {
            int index = (preferred + i) % addresses;
            try {
                var answer = askAt(settings.urls().get(index), path, request);
                preferred = index;
                return answer;
            } catch (RegistryFailure failure) {
                if (!failure.isAway()) {
                    preferred = index;
                    throw failure;
                }
                last = failure;
            }
        }
        throw last;
    }

    private JsonNode askAt(URI url, String path, HttpRequest.Builder request)
            throws RegistryFailure, InterruptedException {
        var sent = http.sendAsync(
                request.copy().uri(URI.create(url + path)).build(), RegistryAnswers.upTo(LARGEST_ANSWER));
        try {
            // the request's own time-out ends with the first byte, and a body may trickle
            return answer(sent.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException silent) {
            throw new RegistryFailure(
                    Kind.AWAY, "has not answered within " + settings.timeout().toMillis() + " ms", silent);
        } catch (ExecutionException failure) {
            throw new RegistryFailure(Kind.AWAY, said(failure.getCause()), failure.getCause());
        } finally {
            sent.cancel(true);
        }
    }

    private static String said(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryAnswers.TooLong) {
                return "cannot be listened to: " + cause.getMessage();
            }
        }
        if (failure instanceof ConnectException) {
            return "cannot be reached: "
                    + (failure.getMessage() == null
                            ? "nobody listens there, or the name does not resolve"
                            : failure.getMessage());
        }
        return "cannot be reached: " + failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    private static JsonNode answer(HttpResponse<byte[]> response) throws RegistryFailure {
        int status = response.statusCode();
        var body = json(response.body());
        if (status == 200 && body.isContainerNode()) {
            return body;
        }
        if (status == 200) {
            throw new RegistryFailure(Kind.AWAY, "answers with something else than JSON: is it a registry?");
        }
        throw new RegistryFailure(
                kind(status, body.path("error_code").asInt()), "says " + quoted(status, response, body));
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** A 404 without a registry's own code comes from something else, a proxy say, or from a wrong path. */
    private static Kind kind(int status, int code) {
        return switch (status) {
            case 401, 403 -> Kind.NOT_ALLOWED;
            case 404 -> code >= 40_400 && code < 40_500 ? Kind.NOT_FOUND : Kind.AWAY;
            case 408, 429 -> Kind.AWAY;
            case 409 -> Kind.INCOMPATIBLE;
            case 422 -> Kind.INVALID;
            default -> status >= 500 ? Kind.AWAY : Kind.REFUSED;
        };
    }

    private static String quoted(int status, HttpResponse<byte[]> response, JsonNode body) {
        int code = body.path("error_code").asInt(status);
        var words = body.path("message")
                .asText(new String(response.body(), UTF_8))
                .strip()
                .replaceAll("\\s+", " ");
        var shortened = words.length() <= LONGEST_QUOTE ? words : words.substring(0, LONGEST_QUOTE - 1) + "…";
        return shortened.isEmpty() ? String.valueOf(code) : code + ": " + shortened;
    }
}
