package dev.sluice.bridge.management;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.reload.RuleReload;
import dev.sluice.bridge.settings.EnvironmentException;
import dev.sluice.bridge.settings.ManagementSettings;
import dev.sluice.mapping.settings.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementServerIT {

    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = new Metrics();
    private final HealthBoard health = new HealthBoard();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile double lagSeconds = 0.001;
    private final RuleReload reload = Unconfigured.reload(metrics, health);
    private final RuleAdministration rules = Unconfigured.administration(reload, metrics);
    private ManagementServer server;

    @BeforeEach
    void start() throws Exception {
        server = await(ManagementServer.start(
                vertx,
                new ManagementSettings("127.0.0.1", 0, Optional.empty()),
                metrics,
                health,
                () -> lagSeconds,
                rules));
    }

    @AfterEach
    void stop() throws Exception {
        await(server.close());
        await(vertx.close());
        reload.close();
        metrics.close();
    }

    @Test
    void readyWhenEveryPartIsUp() throws Exception {
        health.component("kafka").up("1 broker");

        var answer = send("GET", "/health/ready");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        var kafka = new JsonObject(answer.body()).getJsonObject("components").getJsonObject("kafka");
        assertThat(kafka.getString("status")).isEqualTo("up");
        assertThat(kafka.getString("detail")).isEqualTo("1 broker");
    }

    @Test
    void notReadySaysWhichPartAndWhy() throws Exception {
        health.component("mqtt").up();
        health.component("kafka").down("localhost:9092 does not answer");

        var answer = send("GET", "/health/ready");

        assertThat(answer.statusCode()).isEqualTo(503);
        var body = new JsonObject(answer.body());
        assertThat(body.getString("status")).isEqualTo("down");
        assertThat(body.getJsonObject("components").getJsonObject("mqtt").getString("status"))
                .isEqualTo("up");
        assertThat(body.getJsonObject("components").getJsonObject("kafka").getString("why"))
                .isEqualTo("localhost:9092 does not answer");
    }

    @Test
    void liveWhileKafkaIsAway() throws Exception {
        health.component("kafka").down("away");

        assertThat(send("GET", "/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void notLiveWhenAnEventLoopNoLongerTurns() throws Exception {
        lagSeconds = 11;

        var answer = send("GET", "/health/live");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(answer.body()).getDouble("event-loop-lag-seconds"))
                .isEqualTo(11);
    }

    @Test
    void metricsAreInPrometheusText() throws Exception {
        metrics.ingest().mapping("telemetry").received();

        var answer = send("GET", "/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(answer.body().lines()).contains("sluice_messages_received_total{mapping=\"telemetry\"} 1.0");
    }

    @Test
    void headIsGetWithoutABody() throws Exception {
        for (String page : new String[] {"/health/live", "/health/ready", "/metrics"}) {
            var answer = send("HEAD", page);

            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void unknownPageSaysWhichThereAre() throws Exception {
        var answer = send("GET", "/health");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new JsonObject(answer.body()).getJsonArray("pages"))
                .isEqualTo(JsonArray.of(
                        "/health/live", "/health/ready", "/metrics", "/rules", "/rules/reload", "/shadow"));
    }

    @Test
    void anythingButReadingIsNotAllowed() throws Exception {
        var answer = send("POST", "/metrics");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD");
        assertThat(new JsonObject(answer.body()).getString("error")).isNotEmpty();
    }

    @Test
    void rulesInForceAreShown() throws Exception {
        var answer = send("GET", "/rules");

        assertThat(answer.statusCode()).isEqualTo(200);
        var body = new JsonObject(answer.body());
        assertThat(body.getString("version")).hasSize(12);
        assertThat(body.getString("on-unmapped")).isEqualTo("envelope");
        assertThat(body.getJsonArray("rules")).isEmpty();
    }

    @Test
    void withoutAConfigurationFileThereIsNothingToReload() throws Exception {
        var answer = send("POST", "/rules/reload");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(new JsonObject(answer.body()).getString("error")).contains("--config FILE");
    }

    @Test
    void trialBeginsShowsItsReportAndEnds() throws Exception {
        assertThat(send("GET", "/shadow").statusCode()).isEqualTo(404);

        var begun = send("PUT", "/shadow", "{\"rules\": \"on-unmapped: local\", \"sample\": \"5%\"}");

        assertThat(begun.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(send("GET", "/shadow").body()).getString("sample"))
                .isEqualTo("5%");
        assertThat(send("DELETE", "/shadow").statusCode()).isEqualTo(200);
        assertThat(send("DELETE", "/shadow").statusCode()).isEqualTo(404);
    }

    @Test
    void candidateWithProblemsIsRefusedWithAllOfThem() throws Exception {
        var answer = send("PUT", "/shadow", "{\"rules\": \"on-unmapped: nowhere\\nmapings: 1\"}");

        assertThat(answer.statusCode()).isEqualTo(422);
        var problems = new JsonObject(answer.body()).getJsonArray("problems");
        assertThat(problems).hasSize(2);
        assertThat(problems.getJsonObject(0).getInteger("line")).isEqualTo(1);
        assertThat(problems.getJsonObject(0).getString("path")).isEqualTo("on-unmapped");
    }

    @Test
    void requestThatIsNoTrialSaysWhatOneLooksLike() throws Exception {
        for (String body :
                new String[] {"", "no json", "[]", "{}", "{\"rules\": 1, \"file\": \"a\"}", "{\"rules\": {}}"}) {
            var answer = send("PUT", "/shadow", body);

            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.body()).as(body).contains("sample");
        }
        assertThat(send("PUT", "/shadow", "{\"rules\": \"\", \"sample\": \"lots\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void bodyBeyondAMegabyteIsNotTaken() {
        assertThat(statusOrClosed("x".repeat(ChangeGuard.LARGEST_BODY + 1))).isIn(413, -1);
        assertThat(statusOrClosed("x".repeat(ChangeGuard.LARGEST_BODY))).isEqualTo(400);
    }

    @Test
    void pageInABrowserMayChangeNothing() throws Exception {
        var answer = send("POST", "/rules/reload", "", "Origin", "http://example.org");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("browser");
    }

    @Test
    void onAnAddressThatOthersReachNothingIsChangedWithoutAToken() throws Exception {
        restart("0.0.0.0", Optional.empty());

        for (var call :
                List.of(List.of("POST", "/rules/reload"), List.of("PUT", "/shadow"), List.of("DELETE", "/shadow"))) {
            var answer = send(call.get(0), call.get(1));
            assertThat(answer.statusCode()).as(call.toString()).isEqualTo(403);
            assertThat(answer.body()).contains("management.token", "management.host is 0.0.0.0");
        }
        assertThat(send("GET", "/rules").statusCode()).isEqualTo(200);
    }

    @Test
    void tokenIsAskedForWhereverOneIsSet() throws Exception {
        for (String host : new String[] {"0.0.0.0", "127.0.0.1"}) {
            restart(host, Optional.of(new Secret("0123456789abcdef")));

            assertThat(send("POST", "/rules/reload").statusCode()).isEqualTo(403);
            assertThat(send("POST", "/rules/reload", "", "Authorization", "Bearer 0123456789abcdeF")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(send("POST", "/rules/reload", "", "Authorization", "Basic 0123456789abcdef")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(send("POST", "/rules/reload", "", "Authorization", "Bearer 0123456789abcdef")
                            .statusCode())
                    .isEqualTo(409);
        }
    }

    @Test
    void portInUseSaysWhichPortAndWhatToDo() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var settings = new ManagementSettings("127.0.0.1", taken.getLocalPort(), Optional.empty());

            assertThatThrownBy(() -> await(ManagementServer.start(vertx, settings, metrics, health, () -> 0, rules)))
                    .cause()
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort() + ": the port is in use")
                    .hasMessageContaining("--set management.port=");
        }
    }

    @Test
    void addressOfAnotherMachineSaysSo() {
        var settings = new ManagementSettings("192.0.2.1", 0, Optional.empty());

        assertThatThrownBy(() -> await(ManagementServer.start(vertx, settings, metrics, health, () -> 0, rules)))
                .cause()
                .hasMessageContaining("no network interface of this machine has that address. Set management.host.");
    }

    private void restart(String host, Optional<Secret> token) throws Exception {
        await(server.close());
        server = await(ManagementServer.start(
                vertx, new ManagementSettings(host, 0, token), metrics, health, () -> lagSeconds, rules));
    }

    private int statusOrClosed(String body) {
        try {
            return send("PUT", "/shadow", body).statusCode();
        } catch (Exception closedWhileSending) {
            return -1;
        }
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return send(method, path, "");
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, SECONDS);
    }
}
