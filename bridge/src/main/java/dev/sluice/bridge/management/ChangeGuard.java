package dev.sluice.bridge.management;

import dev.sluice.bridge.settings.ManagementSettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Consumer;

/** Decides who may change something through the management port, and how much they may send. */
final class ChangeGuard {

    static final int LARGEST_BODY = 1 << 20;

    private static final String SCHEME = "Bearer ";

    private final ManagementSettings settings;

    ChangeGuard(ManagementSettings settings) {
        this.settings = settings;
    }

    /** Hands the whole body to {@code call} if the caller may make it; answers otherwise. */
    void admit(HttpServerRequest request, Consumer<Buffer> call) {
        var objection = objection(request);
        if (objection.isPresent()) {
            Answers.refuse(request, 403, objection.get());
            return;
        }
        var body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() <= LARGEST_BODY) {
                body.appendBuffer(part);
                if (body.length() > LARGEST_BODY) {
                    request.response().putHeader("Connection", "close");
                    Answers.refuse(request, 413, "the body is larger than 1 MB");
                    request.connection().close();
                }
            }
        });
        request.endHandler(end -> {
            if (body.length() <= LARGEST_BODY) {
                call.accept(body);
            }
        });
    }

    private Optional<String> objection(HttpServerRequest request) {
        if (settings.token().isPresent()) {
            return isTheToken(
                            request.getHeader("Authorization"),
                            settings.token().get().reveal())
                    ? Optional.empty()
                    : Optional.of(
                            "this call changes something and needs the token of management.token: Authorization: Bearer TOKEN");
        }
        if (!settings.isLoopback()) {
            return Optional.of(
                    "this call changes something, and other machines can reach this port (management.host is "
                            + settings.host() + "): set management.token, or serve management on 127.0.0.1");
        }
        // Programs do not send it and browsers do: a page that somebody on this machine looks at is not somebody on
        // this machine.
        return request.headers().contains("Origin")
                ? Optional.of("this call changes something and comes from a page in a browser: set management.token")
                : Optional.empty();
    }

    private static boolean isTheToken(String authorization, String token) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8),
                        token.getBytes(StandardCharsets.UTF_8));
    }
}
