package dev.sluice.bridge.management;

import static dev.sluice.bridge.management.Answers.answer;

import dev.sluice.bridge.observe.ComponentHealth;
import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.observe.Readiness;
import dev.sluice.bridge.settings.ManagementSettings;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each path of the management port answers. */
final class ManagementPages implements Handler<HttpServerRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementPages.class);
    private static final List<HttpMethod> READING = List.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Map<String, List<HttpMethod>> METHODS = new TreeMap<>(Map.of(
            "/health/live",
            READING,
            "/health/ready",
            READING,
            "/metrics",
            READING,
            "/rules",
            READING,
            "/rules/reload",
            List.of(HttpMethod.POST),
            "/shadow",
            List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.PUT, HttpMethod.DELETE)));
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    /** Longer than any garbage collection that is worth surviving; shorter than a person's patience. */
    private static final double DEAD_AFTER_SECONDS = 10;

    private final Vertx vertx;
    private final Metrics metrics;
    private final HealthBoard health;
    private final DoubleSupplier slowestLoopLagSeconds;
    private final ChangeGuard guard;
    private final RulePages rulePages;
    private final ShadowPages shadowPages;

    ManagementPages(
            Vertx vertx,
            ManagementSettings settings,
            Metrics metrics,
            HealthBoard health,
            DoubleSupplier slowestLoopLagSeconds,
            RuleAdministration rules) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.health = health;
        this.slowestLoopLagSeconds = slowestLoopLagSeconds;
        this.guard = new ChangeGuard(settings);
        this.rulePages = new RulePages(vertx, rules.reload());
        this.shadowPages = new ShadowPages(vertx, rules);
    }

    @Override
    public void handle(HttpServerRequest request) {
        var methods = METHODS.get(request.path());
        if (methods == null) {
            answer(
                    request,
                    404,
                    new JsonObject()
                            .put("error", "no such page")
                            .put("pages", new JsonArray(List.copyOf(METHODS.keySet()))));
        } else if (!methods.contains(request.method())) {
            var allowed = methods.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
            request.response().putHeader("Allow", allowed);
            answer(request, 405, new JsonObject().put("error", "only " + allowed + " is understood here"));
        } else {
            switch (request.path()) {
                case "/health/live" -> live(request);
                case "/health/ready" -> ready(request);
                case "/metrics" -> metrics(request);
                case "/rules" -> rulePages.show(request);
                case "/rules/reload" -> guard.admit(request, body -> rulePages.reload(request));
                default -> shadow(request);
            }
        }
    }

    private void shadow(HttpServerRequest request) {
        switch (request.method().name()) {
            case "PUT" -> guard.admit(request, body -> shadowPages.start(request, body));
            case "DELETE" -> guard.admit(request, body -> shadowPages.end(request));
            default -> shadowPages.show(request);
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
}
