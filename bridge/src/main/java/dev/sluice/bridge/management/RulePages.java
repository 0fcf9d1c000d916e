package dev.sluice.bridge.management;

import dev.sluice.bridge.reload.ReloadOutcome;
import dev.sluice.bridge.reload.RuleReload;
import dev.sluice.bridge.reload.RuleSet;
import dev.sluice.bridge.reload.RulesChange;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /rules}: which are in force, and reading them again. */
final class RulePages {

    private static final Logger LOG = LoggerFactory.getLogger(RulePages.class);

    private final Vertx vertx;
    private final RuleReload reload;

    RulePages(Vertx vertx, RuleReload reload) {
        this.vertx = vertx;
        this.reload = reload;
    }

    void show(HttpServerRequest request) {
        var current = reload.live().current();
        var rules = new JsonArray();
        for (var mapping : current.rules().mappings()) {
            rules.add(new JsonObject()
                    .put("name", mapping.rule().name())
                    .put("from", mapping.from().toString())
                    .put("topic", mapping.topic().written())
                    .put("ack", word(mapping.rule().ack()))
                    .put("on-invalid", word(mapping.rule().onInvalid()))
                    .put("source", mapping.rule().source()));
        }
        Answers.answer(
                request,
                200,
                inForce(current)
                        .put("on-unmapped", word(current.rules().onUnmapped()))
                        .put("mqtt-headers", word(current.rules().mqttHeaders()))
                        .put("rules", rules));
    }

    void reload(HttpServerRequest request) {
        Future.fromCompletionStage(reload.request("management API"), vertx.getOrCreateContext())
                .onComplete(
                        outcome -> outcome.fold(
                                applied -> told(request, 200, json(applied)),
                                unchanged -> told(
                                        request,
                                        200,
                                        inForce(unchanged.now())
                                                .put("result", "unchanged")
                                                .put("needs-restart", array(unchanged.needRestart()))),
                                refused -> told(
                                        request,
                                        422,
                                        inForce(refused.stillInForce())
                                                .put("result", "refused")
                                                .put("problems", Answers.json(refused.problems()))),
                                unconfigured -> told(
                                        request,
                                        409,
                                        new JsonObject()
                                                .put("result", "unconfigured")
                                                .put(
                                                        "error",
                                                        "Sluice runs without a configuration file, so there is nothing to read; start it with --config FILE"))),
                        fault -> {
                            LOG.error("Rules could not be read again; those in force stay.", fault);
                            Answers.refuse(request, 500, "the rules could not be read again; see the log");
                        });
    }

    private static Void told(HttpServerRequest request, int status, JsonObject body) {
        Answers.answer(request, status, body);
        return null;
    }

    private static JsonObject json(ReloadOutcome.Applied applied) {
        RulesChange change = applied.change();
        return inForce(applied.now())
                .put("result", "applied")
                .put("added", array(change.added()))
                .put("removed", array(change.removed()))
                .put("changed", array(change.changed()))
                .put("keys", array(change.keys()))
                .put("files", array(change.files()))
                .put("topics-not-ready", array(applied.coldTopics()))
                .put("needs-restart", array(applied.needRestart()));
    }

    private static JsonObject inForce(RuleSet rules) {
        return new JsonObject()
                .put("version", rules.version())
                .put("since", rules.since().toString());
    }

    private static JsonArray array(Collection<String> texts) {
        return new JsonArray(List.copyOf(texts));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
