package dev.sluice.bridge.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.bridge.registry.RegistryFailure.Kind;
import dev.sluice.mapping.schema.SubjectUnusable;
import dev.sluice.mapping.settings.Secret;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client against servers that behave as registries do, and as they should not. */
@Timeout(60)
class RegistryClientIT {

    private static final Schema TELEMETRY =
            SchemaBuilder.record("Telemetry").fields().requiredLong("seq").endRecord();
    private static final String ASKED =
            "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Telemetry\\\",\\\"fields\\\":"
                    + "[{\\\"name\\\":\\\"seq\\\",\\\"type\\\":\\\"long\\\"}]}\"}";
    private static final Duration AMPLE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(500);

    @TempDir
    Path folder;

    @Test
    void asksInTheWordsOfTheInterface() throws Exception {
        try (var server = WebServer.start(WebServer.answer(200, "{\"id\":7}"))) {
            var client = new RegistryClient(at(server.url()));

            assertThat(client.register("telemetry.north-plant.Telemetry", TELEMETRY))
                    .isEqualTo(7);
            assertThat(client.lookUp("odd /subject+", TELEMETRY)).isEqualTo(7);

            assertThat(server.requests)
                    .containsExactly(
                            "POST /subjects/telemetry.north-plant.Telemetry/versions " + ASKED,
                            "POST /subjects/odd%20%2Fsubject%2B " + ASKED);
        }
    }

    @Test
    void readsSchemasOfSubjectsAndIds() throws Exception {
        try (var server = WebServer.start(WebServer.answer(200, ASKED))) {
            var client = new RegistryClient(at(server.url()));

            assertThat(client.version("a", "latest")).isEqualTo(TELEMETRY);
            assertThat(client.version("a", "3")).isEqualTo(TELEMETRY);
            assertThat(client.byId(7)).isEqualTo(TELEMETRY);

            assertThat(server.requests)
                    .containsExactly(
                            "GET /subjects/a/versions/latest", "GET /subjects/a/versions/3", "GET /schemas/ids/7");
        }
    }

    @Test
    void schemaThatTheRegistryHasWithOtherBlanksIsFoundAmongItsVersions() throws Exception {
        try (var server = WebServer.start(exchange -> {
            var path = exchange.getRequestURI().getPath();
            var page = switch (path) {
                case "/subjects/a/versions" -> WebServer.answer(200, "[1,2,3]");
                case "/subjects/a/versions/3" -> WebServer.answer(200, "{\"id\":9,\"schema\":\"\\\"long\\\"\"}");
                case "/subjects/a/versions/2" ->
                    WebServer.answer(200, "{\"id\":8," + ASKED.substring(1).replace(":[", " : ["));
                default -> WebServer.answer(404, "{\"error_code\":40403,\"message\":\"none\"}");
            };
            page.serve(exchange);
        })) {
            assertThat(new RegistryClient(at(server.url())).lookUp("a", TELEMETRY))
                    .isEqualTo(8);
            assertThat(failureOf(new RegistryClient(at(server.url())), "b").kind())
                    .isEqualTo(Kind.NOT_FOUND);
        }
    }

    @Test
    void eachRefusalIsOfItsKindAndQuotesTheRegistry() {
        assertThat(answerOf(404, "{\"error_code\":40401,\"message\":\"Subject 'a' not found.\"}"))
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
                    assertThat(failure).hasMessage("says 40401: Subject 'a' not found.");
                });
        assertThat(answerOf(404, "{\"error_code\":40402,\"message\":\"\"}").kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(answerOf(404, "{\"error_code\":40403,\"message\":\"\"}").kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(answerOf(409, "{\"error_code\":409,\"message\":\"seq may not change\"}")
                        .kind())
                .isEqualTo(Kind.INCOMPATIBLE);
        assertThat(answerOf(422, "{\"error_code\":42201,\"message\":\"no schema\"}")
                        .kind())
                .isEqualTo(Kind.INVALID);
        assertThat(answerOf(401, "").kind()).isEqualTo(Kind.NOT_ALLOWED);
        assertThat(answerOf(403, "<html>no</html>")).hasMessage("says 403: <html>no</html>");
        assertThat(answerOf(302, "").kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void whatIsNoAnswerOfARegistryIsOneThatIsAway() {
        assertThat(answerOf(500, "{\"error_code\":50001,\"message\":\"store\"}").isAway())
                .isTrue();
        assertThat(answerOf(503, "").isAway()).isTrue();
        assertThat(answerOf(429, "").isAway()).isTrue();
        assertThat(answerOf(404, "nothing here").isAway()).isTrue();
        assertThat(answerOf(200, "<html>welcome</html>").isAway()).isTrue();
        assertThat(answerOf(200, "{\"id\":\"seven\"}").isAway()).isTrue();
    }

    @Test
    void registryThatAcceptsAndSaysNothingIsGivenUpAfterTheTimeout() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var client = new RegistryClient(with(URI.create("http://127.0.0.1:" + silent.getLocalPort()), SHORT));

            assertThat(failureOf(client)).hasMessage("has not answered within 500 ms");
        }
    }

    @Test
    void answerThatTricklesIsGivenUpAfterTheTimeout() {
        var never = new CountDownLatch(1);
        try (var server = WebServer.start(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            never.await();
        })) {
            assertThat(failureOf(new RegistryClient(with(server.url(), SHORT))))
                    .hasMessage("has not answered within 500 ms");
        }
    }

    @Test
    void answerWithoutEndIsNotCollected() {
        byte[] much = new byte[1 << 20];
        Arrays.fill(much, (byte) ' ');
        try (var server = WebServer.start(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 64; i++) {
                exchange.getResponseBody().write(much);
            }
        })) {
            assertThat(failureOf(new RegistryClient(at(server.url()))))
                    .hasMessageContaining("longer than 4194304 bytes");
        }
    }

    @Test
    void secondAddressIsAskedWhenTheFirstIsAwayAndStaysTheFirstToBeAsked() throws Exception {
        var away = new AtomicBoolean(true);
        try (var first = WebServer.start(exchange ->
                        WebServer.answer(away.get() ? 503 : 200, "{\"id\":1}").serve(exchange));
                var second = WebServer.start(WebServer.answer(200, "{\"id\":2}"))) {
            var client = new RegistryClient(at(first.url(), second.url()));

            assertThat(client.lookUp("a", TELEMETRY)).isEqualTo(2);
            away.set(false);
            assertThat(client.lookUp("a", TELEMETRY)).isEqualTo(2);

            assertThat(first.requests).hasSize(1);
            second.close();
            assertThat(client.lookUp("a", TELEMETRY)).isEqualTo(1);
        }
    }

    @Test
    void refusalOfTheFirstAddressIsFinal() {
        try (var first = WebServer.start(WebServer.answer(409, "{\"error_code\":409,\"message\":\"no\"}"));
                var second = WebServer.start(WebServer.answer(200, "{\"id\":2}"))) {
            assertThat(failureOf(new RegistryClient(at(first.url(), second.url())))
                            .kind())
                    .isEqualTo(Kind.INCOMPATIBLE);
            assertThat(second.requests).isEmpty();
        }
    }

    @Test
    void credentialsGoWithEveryQuestionButNotToWhereARedirectLeads() {
        try (var other = WebServer.start(WebServer.answer(200, "{\"id\":2}"));
                var server = WebServer.start(exchange -> {
                    exchange.getResponseHeaders().add("Location", other.url().toString());
                    exchange.sendResponseHeaders(301, -1);
                })) {
            failureOf(new RegistryClient(withBasic(server.url(), "alice", "wönder")));
            failureOf(new RegistryClient(withToken(server.url(), "abc.def")));

            assertThat(server.requests)
                    .extracting(request -> request.split(" POST")[0])
                    .containsExactly("Basic YWxpY2U6d8O2bmRlcg==", "Bearer abc.def");
            assertThat(other.requests).isEmpty();
        }
    }

    @Test
    void ownAuthorityIsTrustedAndNoOther() throws Exception {
        var registry = Certificates.of(folder, "registry");
        try (var server =
                WebServer.start(registry.serverThatTrusts(registry), false, WebServer.answer(200, "{\"id\":7}"))) {
            var trusting = new RegistryTls(Optional.of(registry.certificate()), Optional.empty(), Optional.empty());

            assertThat(new RegistryClient(withTls(server.url(), trusting)).lookUp("a", TELEMETRY))
                    .isEqualTo(7);
            assertThat(failureOf(new RegistryClient(withTls(server.url(), RegistryTls.USUAL))))
                    .satisfies(failure -> assertThat(failure.isAway()).isTrue())
                    .hasMessageContaining("certificat");
        }
    }

    @Test
    void ownCertificateIsShownWhereOneIsDemanded() throws Exception {
        var registry = Certificates.of(folder, "registry");
        var us = Certificates.of(folder, "us");
        try (var server = WebServer.start(registry.serverThatTrusts(us), true, WebServer.answer(200, "{\"id\":7}"))) {
            var ca = Optional.of(registry.certificate());
            var known = new RegistryTls(ca, Optional.of(us.certificate()), Optional.of(us.key()));

            assertThat(new RegistryClient(withTls(server.url(), known)).lookUp("a", TELEMETRY))
                    .isEqualTo(7);
            var unknown = new RegistryTls(ca, Optional.empty(), Optional.empty());
            assertThat(failureOf(new RegistryClient(withTls(server.url(), unknown)))
                            .isAway())
                    .isTrue();
        }
    }

    @Test
    void schemasOfRulesWaitForARegistryThatIsAwayOnceForAllOfThem() throws Exception {
        try (var server = WebServer.start(WebServer.answer(503, ""))) {
            var schemas = new RegistrySchemas(name -> Optional.empty(), with(server.url(), Duration.ofSeconds(4)));

            var first = unusable(schemas, "a-value");
            int asked = server.requests.size();
            var second = unusable(schemas, "b-value");

            assertThat(first.code()).isEqualTo(SubjectUnusable.UNREACHABLE);
            assertThat(first).hasMessageContaining(server.url().toString()).hasMessageContaining("a-value");
            assertThat(second).hasMessageContaining("b-value");
            assertThat(asked).isGreaterThan(1);
            assertThat(server.requests).hasSize(asked);
        }
    }

    @Test
    void schemaThatIsNotThereOrNotAvroIsTheConfigurationsFault() {
        try (var server = WebServer.start(WebServer.answer(404, "{\"error_code\":40401,\"message\":\"none\"}"))) {
            var schemas = new RegistrySchemas(name -> Optional.empty(), at(server.url()));
            assertThat(unusable(schemas, "a").code()).isEqualTo("SCHEMA-MISSING");
        }
        try (var server =
                WebServer.start(WebServer.answer(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"message A {}\"}"))) {
            var schemas = new RegistrySchemas(name -> Optional.empty(), at(server.url()));
            assertThat(unusable(schemas, "a"))
                    .hasMessageContaining("PROTOBUF")
                    .extracting(SubjectUnusable::code)
                    .isEqualTo("SCHEMA-UNUSABLE");
        }
    }

    private static SubjectUnusable unusable(RegistrySchemas schemas, String subject) {
        return catchThrowableOfType(SubjectUnusable.class, () -> schemas.ofSubject(subject, "latest"));
    }

    private static RegistryFailure answerOf(int status, String body) {
        try (var server = WebServer.start(WebServer.answer(status, body))) {
            return failureOf(new RegistryClient(at(server.url())));
        }
    }

    private static RegistryFailure failureOf(RegistryClient client) {
        return failureOf(client, "a");
    }

    private static RegistryFailure failureOf(RegistryClient client, String subject) {
        return catchThrowableOfType(RegistryFailure.class, () -> client.lookUp(subject, TELEMETRY));
    }

    private static RegistrySettings at(URI... urls) {
        return settings(List.of(urls), null, null, null, RegistryTls.USUAL, AMPLE);
    }

    private static RegistrySettings with(URI url, Duration timeout) {
        return settings(List.of(url), null, null, null, RegistryTls.USUAL, timeout);
    }

    private static RegistrySettings withBasic(URI url, String user, String password) {
        return settings(List.of(url), user, new Secret(password), null, RegistryTls.USUAL, AMPLE);
    }

    private static RegistrySettings withToken(URI url, String token) {
        return settings(List.of(url), null, null, new Secret(token), RegistryTls.USUAL, AMPLE);
    }

    private static RegistrySettings withTls(URI url, RegistryTls tls) {
        return settings(List.of(url), null, null, null, tls, AMPLE);
    }

    private static RegistrySettings settings(
            List<URI> urls, String user, Secret password, Secret token, RegistryTls tls, Duration timeout) {
        return new RegistrySettings(
                urls,
                SubjectNames.TOPIC_RECORD,
                false,
                Optional.ofNullable(user),
                Optional.ofNullable(password),
                Optional.ofNullable(token),
                tls,
                timeout);
    }
}
