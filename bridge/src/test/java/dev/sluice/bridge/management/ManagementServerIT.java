package dev.sluice.bridge.management;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.reload.RuleReload;
import dev.sluice.bridge.settings.EnvironmentException;
import dev.sluice.bridge.settings.ManagementSettings;
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

    private HttpResponse<String> send(String method, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }
}
