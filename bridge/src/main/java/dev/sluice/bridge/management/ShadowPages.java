package dev.sluice.bridge.management;

import dev.sluice.bridge.reload.LiveRules;
import dev.sluice.bridge.shadow.CandidateSource;
import dev.sluice.bridge.shadow.Sample;
import dev.sluice.bridge.shadow.Shadow;
import dev.sluice.bridge.shadow.ShadowReport;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /shadow}: candidate rules beside those in force. */
final class ShadowPages {

    private static final Logger LOG = LoggerFactory.getLogger(ShadowPages.class);
    private static final String USAGE =
            "expected {\"rules\": YAML} or {\"file\": PATH}, and {\"sample\": \"10%\"} (all messages without it)";

    private final Vertx vertx;
    private final LiveRules live;
    private final Shadow shadow;
    private final CandidateSource candidates;

    ShadowPages(Vertx vertx, RuleAdministration rules) {
        this.vertx = vertx;
        this.live = rules.reload().live();
        this.shadow = rules.shadow();
        this.candidates = rules.candidates();
    }

    /** What to answer. */
    private record Answer(int status, JsonObject body) {}

    void show(HttpServerRequest request) {
        send(request, answer(shadow.report()));
    }

    void start(HttpServerRequest request, Buffer body) {
        String rules;
        String file;
        Optional<Sample> sample;
        try {
            var asked = body.toJsonObject();
            rules = (String) asked.getValue("rules");
            file = (String) asked.getValue("file");
            sample = Sample.parse((String) asked.getValue("sample", "100%"));
        } catch (DecodeException | ClassCastException notThat) {
            Answers.refuse(request, 400, USAGE);
            return;
        }
        if ((rules == null) == (file == null)) {
            Answers.refuse(request, 400, USAGE);
        } else if (sample.isEmpty()) {
            Answers.refuse(request, 400, "sample: expected more than 0% and at most 100%, such as 10%");
        } else {
            offTheLoop(request, () -> {
                var schemas = live.current().schemas();
                return begun(
                        rules != null ? candidates.text(rules, schemas) : candidates.file(file, schemas), sample.get());
            });
        }
    }

    void end(HttpServerRequest request) {
        offTheLoop(request, () -> answer(shadow.end()));
    }

    private Answer begun(CandidateSource.Checked checked, Sample sample) {
        return checked.candidate()
                .map(candidate -> new Answer(200, json(shadow.start(candidate, sample))))
                .orElseGet(() -> new Answer(
                        422,
                        new JsonObject().put("result", "refused").put("problems", Answers.json(checked.problems()))));
    }

    private void offTheLoop(HttpServerRequest request, Callable<Answer> work) {
        vertx.executeBlocking(work, true).onComplete(answer -> send(request, answer), fault -> {
            LOG.error("/shadow failed", fault);
            Answers.refuse(request, 500, "that went wrong; see the log");
        });
    }

    private static void send(HttpServerRequest request, Answer answer) {
        Answers.answer(request, answer.status(), answer.body());
    }

    private static Answer answer(Optional<ShadowReport> report) {
        return report.map(found -> new Answer(200, json(found)))
                .orElseGet(() -> new Answer(404, new JsonObject().put("error", "no rules are tried at present")));
    }

    private static JsonObject json(ShadowReport report) {
        var aspects = new JsonObject();
        report.aspects().forEach((aspect, count) -> aspects.put(aspect.word(), count));
        var pairs = new JsonArray();
        report.pairs()
                .forEach(pair -> pairs.add(new JsonObject()
                        .put("rule", pair.active())
                        .put("candidate", pair.candidate())
                        .put("equal", pair.equal())
                        .put("different", pair.different())));
        var examples = new JsonArray();
        report.examples()
                .forEach(example -> examples.add(new JsonObject()
                        .put("at", example.at().toString())
                        .put("topic", example.topic())
                        .put("rule", example.active())
                        .put("candidate", example.candidate())
                        .put("difference", example.difference())));
        return new JsonObject()
                .put("candidate", report.candidate())
                .put("rules-in-force", report.rulesInForce())
                .put("sample", report.sample().toString())
                .put("since", report.since().toString())
                .put("sampled", report.sampled())
                .put("equal", report.equal())
                .put("different", report.different())
                .put("failed", report.failed())
                .put("skipped", report.skipped())
                .put("waiting", report.waiting())
                .put("different-in", aspects)
                .put("rules", pairs)
                .put("examples", examples);
    }
}
