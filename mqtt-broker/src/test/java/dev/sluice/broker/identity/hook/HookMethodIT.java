package dev.sluice.broker.identity.hook;

import static dev.sluice.broker.identity.Shown.by;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.broker.access.Identity;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.access.Verdict;
import dev.sluice.broker.identity.Instants;
import dev.sluice.broker.identity.JsonServer;
import dev.sluice.broker.identity.Shown;
import dev.sluice.broker.identity.web.WebCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HookMethodIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final JsonServer server = new JsonServer();
    private final Instants clock = new Instants();
    private HookMethod method = method(2, 1, MINUTE, Duration.ofSeconds(5));

    @AfterEach
    void stop() {
        method.close();
        server.close();
    }

    @Test
    void questionHoldsWhatTheDeviceShows() throws IOException {
        server.answers(200, "{\"allow\": true}");

        assertThat(verdict(by("d").password("plant", "pä\"ss")))
                .isEqualTo(Verdict.accepted(new Identity("d", Optional.of("plant"), Map.of(), Optional.empty())));

        var question = new JsonMapper().readTree(server.asked().get(0));
        assertThat(question.path("client-id").asText()).isEqualTo("d");
        assertThat(question.path("user").asText()).isEqualTo("plant");
        assertThat(question.path("password").asText()).isEqualTo("pä\"ss");
        assertThat(question.path("address").asText()).isEqualTo("192.0.2.7");
        assertThat(question.path("protocol").asInt()).isEqualTo(5);
        assertThat(server.authorizations()).containsExactly("Bearer for-the-hook");
    }

    @Test
    void answerDictatesWhoTheDeviceIs() {
        server.answers(
                200,
                "{\"allow\": true, \"client-id\": \"press-7\", \"user\": \"plant\","
                        + " \"attributes\": {\"site\": \"north\", \"line\": 3}, \"expires\": \"2026-11-22T13:00:00Z\"}");

        assertThat(verdict(by("").user("x")))
                .isEqualTo(Verdict.accepted(new Identity(
                        "press-7",
                        Optional.of("plant"),
                        Map.of("http.site", "north", "http.line", "3"),
                        Optional.of(Instants.NOON.plusSeconds(3_600)))));
        assertThat(verdict(by("press-8").user("x"))).isEqualTo(Verdict.refused(Refusal.NOT_AUTHORIZED));
    }

    @Test
    void answersAreRememberedEachForItsTime() {
        server.answers(200, "{\"allow\": false}");
        assertThat(verdict(by("d").password("u", "p"))).isEqualTo(Verdict.refused(Refusal.BAD_CREDENTIALS));
        server.answers(200, "{\"allow\": true}");
        assertThat(verdict(by("d").password("u", "p"))).isEqualTo(Verdict.refused(Refusal.BAD_CREDENTIALS));
        assertThat(verdict(by("d").password("u", "q"))).isInstanceOf(Verdict.Accepted.class);

        clock.pass(Duration.ofSeconds(5));
        assertThat(verdict(by("d").password("u", "p"))).isInstanceOf(Verdict.Accepted.class);
        server.answers(500, "");
        assertThat(verdict(by("d").password("u", "p"))).isInstanceOf(Verdict.Accepted.class);
        assertThat(server.asked()).hasSize(3);

        clock.pass(MINUTE);
        assertFails(by("d").password("u", "p"));
    }

    @Test
    void answerThatHasExpiredIsNotRemembered() {
        server.answers(200, "{\"allow\": true, \"expires\": " + (Instants.NOON.getEpochSecond() + 10) + "}");
        assertThat(verdict(by("d").user("u"))).isInstanceOf(Verdict.Accepted.class);
        clock.pass(Duration.ofSeconds(10));

        assertThat(verdict(by("d").user("u"))).isEqualTo(Verdict.refused(Refusal.BAD_CREDENTIALS));
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void whatIsNoAnswerLetsNobodyIn() {
        for (var answer : new String[] {
            "",
            "true",
            "{}",
            "{\"allow\": \"true\"}",
            "{\"allow\": 1}",
            "{\"allow\": true, \"user\": 7}",
            "{\"allow\": true, \"expires\": \"soon\"}",
            "{\"allow\": true, \"attributes\": {\"a\": {}}}",
            " ".repeat(70_000) + "{\"allow\": true}"
        }) {
            server.answers(200, answer);
            assertFails(by("d").user("u"));
        }
        for (int status : new int[] {201, 204, 302, 401, 403, 404, 500, 503}) {
            server.answers(status, "{\"allow\": true}");
            assertFails(by("d").user("u"));
        }
    }

    @Test
    void slowAnswerIsNone() {
        server.answers(200, "{\"allow\": true}");
        server.holds();

        try (var impatient = method(2, 1, MINUTE, MINUTE, Duration.ofMillis(500))) {
            var asked = impatient.judge(by("d").user("u").credentials()).toCompletableFuture();
            assertThatThrownBy(asked::join).hasCauseInstanceOf(Exception.class);
        }
        server.goesOn();
    }

    @Test
    void soManyQuestionsAreOpenSoManyWaitAndTheOthersAreBusy() {
        server.answers(200, "{\"allow\": true}");
        server.holds();
        var open = new CompletableFuture<?>[3];
        for (int i = 0; i < open.length; i++) {
            open[i] = judge(by("d" + i).user("u"));
        }
        await().until(() -> server.asked().size() == 2);

        assertThat(judge(by("late").user("u"))).isCompletedWithValue(Verdict.refused(Refusal.BUSY));
        assertThat(open).noneMatch(CompletableFuture::isDone);

        server.goesOn();
        for (var each : open) {
            assertThat(each.orTimeout(30, TimeUnit.SECONDS).join()).isInstanceOf(Verdict.Accepted.class);
        }
    }

    @Test
    void serverThatIsNotThereLetsNobodyIn() {
        server.close();

        assertFails(by("d").user("u"));
    }

    private void assertFails(Shown shown) {
        assertThatThrownBy(() -> judge(shown).join()).hasCauseInstanceOf(Exception.class);
    }

    private Verdict verdict(Shown shown) {
        return judge(shown).join();
    }

    private CompletableFuture<Verdict> judge(Shown shown) {
        return method.judge(shown.credentials()).toCompletableFuture();
    }

    private HookMethod method(int concurrency, int waiting, Duration allowed, Duration denied) {
        return method(concurrency, waiting, allowed, denied, Duration.ofSeconds(30));
    }

    private HookMethod method(int concurrency, int waiting, Duration allowed, Duration denied, Duration patience) {
        var calls = new WebCalls("test-hook", server.url(), patience, 65_536, Optional.empty());
        return new HookMethod(calls, Optional.of("Bearer for-the-hook"), concurrency, waiting, allowed, denied, clock);
    }
}
