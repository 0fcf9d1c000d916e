package dev.sluice.bridge.management;

import dev.sluice.mapping.settings.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** How every page answers. */
final class Answers {

    private static final String JSON = "application/json";

    private Answers() {}

    static void answer(HttpServerRequest request, int status, JsonObject body) {
        answer(request, status, JSON, body.encodePrettily() + "\n");
    }

    static void answer(HttpServerRequest request, int status, String contentType, String text) {
        if (request.response().ended() || request.response().closed()) {
            return;
        }
        Buffer body = Buffer.buffer(text);
        var response = request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", contentType)
                .putHeader("Content-Length", Integer.toString(body.length()))
                .putHeader("Cache-Control", "no-store");
        if (request.method() == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(body);
        }
    }

    static void refuse(HttpServerRequest request, int status, String why) {
        answer(request, status, new JsonObject().put("error", why));
    }

    static JsonArray json(List<Problem> problems) {
        var all = new JsonArray();
        for (var problem : problems) {
            var one = new JsonObject().put("file", problem.file());
            if (problem.line() > 0) {
                one.put("line", problem.line()).put("column", problem.column());
            }
            all.add(one.put("path", problem.path())
                    .put("message", problem.message())
                    .put("code", problem.code()));
        }
        return all;
    }
}
