package dev.sluice.bridge.management;

import dev.sluice.bridge.observe.ComponentHealth;
import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.observe.Readiness;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each path of the management port answers. */
final class ManagementPages implements Handler<HttpServerRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementPages.class);
    private static final List<String> PATHS = List.of("/health/live", "/health/ready", "/metrics");
    private static final String JSON = "application/json";
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    /** Longer than any garbage collection that is worth surviving; shorter than a person's patience. */
    private static final double DEAD_AFTER_SECONDS = 10;

    private final Vertx vertx;
    private final Metrics metrics;
    private final HealthBoard health;
    private final DoubleSupplier slowestLoopLagSeconds;

    ManagementPages(Vertx vertx, Metrics metrics, HealthBoard health, DoubleSupplier slowestLoopLagSeconds) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.health = health;
        this.slowestLoopLagSeconds = slowestLoopLagSeconds;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!PATHS.contains(request.path())) {
            answer(request, 404, new JsonObject().put("error", "no such page").put("pages", new JsonArray(PATHS)));
        } else if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            request.response().putHeader("Allow", "GET, HEAD");
            answer(request, 405, new JsonObject().put("error", "only GET and HEAD are understood here"));
        } else {
            switch (request.path()) {
                case "/health/live" -> live(request);
                case "/health/ready" -> ready(request);
                default -> metrics(request);
            }
        }
    }

    /** Never depends on Kafka: a restart does not bring Kafka back, and it would lose the devices' connections. */
    private void live(HttpServerRequest request) {
        double lag = slowestLoopLagSeconds.getAsDouble();
        boolean live = lag < DEAD_AFTER_SECONDS;
        answer(
                request,
                live ? 200 : 503,
                new JsonObject().put("status", status(live)).put("event-loop-lag-seconds", lag));
    }

    private void ready(HttpServerRequest request) {
        Readiness readiness = health.snapshot();
        var components = new JsonObject();
        for (ComponentHealth component : readiness.components()) {
            components.put(component.name(), json(component));
        }
        answer(
                request,
                readiness.ready() ? 200 : 503,
                new JsonObject().put("status", status(readiness.ready())).put("components", components));
    }

    private void metrics(HttpServerRequest request) {
        vertx.executeBlocking(metrics::scrape, false)
                .onComplete(text -> answer(request, 200, PROMETHEUS_TEXT, text), e -> {
                    LOG.error("/metrics could not be put together", e);
                    answer(
                            request,
                            500,
                            new JsonObject().put("error", "the metrics could not be put together; see the log"));
                });
    }

    private static JsonObject json(ComponentHealth component) {
        var json = new JsonObject().put("status", status(component.up()));
        if (!component.detail().isEmpty()) {
            json.put(component.up() ? "detail" : "why", component.detail());
        }
        return json.put("since", component.since().toString());
    }

    private static String status(boolean good) {
        return good ? "up" : "down";
    }

    private static void answer(HttpServerRequest request, int status, JsonObject body) {
        answer(request, status, JSON, body.encodePrettily() + "\n");
    }

    private static void answer(HttpServerRequest request, int status, String contentType, String text) {
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
}
