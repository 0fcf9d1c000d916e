package dev.sluice.bridge.kafka.secure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.bridge.it.Programs;
import dev.sluice.bridge.it.RunningSluice;
import dev.sluice.bridge.it.TopicReader;
import dev.sluice.sandbox.kafka.KafkaSandbox;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The bridge and a Kafka that lets in whoever proves itself: SASL_SSL with each mechanism, and mutual TLS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredKafkaIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";
    private static final String OAUTH = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule";
    private static final String AUDIENCE = "kafka";

    private final Authority authority = new Authority("the plant's");
    private final int saslPort = FreePort.next();
    private final int tlsPort = FreePort.next();

    private Path folder;
    private Path trust;
    private RsaJsonWebKey tokenKey;
    private HttpServer tokens;
    private KafkaSandbox kafka;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        trust = folder.resolve("ca.pem");
        authority.writeTrust(trust);
        authority.writeIdentity("kafka", folder.resolve("kafka.pem"));
        startTokens();
        kafka = KafkaSandbox.inTemporaryFolder()
                .listener("SASL_SSL", saslPort)
                .listener("SSL", tlsPort)
                .setting("ssl.keystore.type", "PEM")
                .setting("ssl.keystore.location", folder.resolve("kafka.pem").toString())
                .setting("ssl.truststore.type", "PEM")
                .setting("ssl.truststore.location", trust.toString())
                .setting("listener.name.ssl.ssl.client.auth", "required")
                .setting("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512,OAUTHBEARER")
                .setting(
                        "listener.name.sasl_ssl.plain.sasl.jaas.config",
                        PLAIN + " required user_plant=\"plain-secret\";")
                .setting("listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config", SCRAM + " required;")
                .setting("listener.name.sasl_ssl.oauthbearer.sasl.jaas.config", OAUTH + " required;")
                .setting(
                        "listener.name.sasl_ssl.oauthbearer.sasl.server.callback.handler.class",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler")
                .setting("listener.name.sasl_ssl.oauthbearer.sasl.oauthbearer.jwks.endpoint.url", keys())
                .setting("listener.name.sasl_ssl.oauthbearer.sasl.oauthbearer.expected.audience", AUDIENCE)
                .start();
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            var credential = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
            admin.alterUserScramCredentials(
                            List.of(new UserScramCredentialUpsertion("plant", credential, "scram-secret")))
                    .all()
                    .get();
        }
    }

    @AfterAll
    void stop() {
        kafka.close();
        tokens.stop(0);
        System.clearProperty(SecureConnection.ALLOWED_URLS);
    }

    @Test
    void plainIsLetIn() throws Exception {
        assertThat(acknowledged(
                        "plain", saslSsl("PLAIN", PLAIN + " required username=\"plant\" password=\"plain-secret\";")))
                .isTrue();
    }

    @Test
    void scramIsLetIn() throws Exception {
        assertThat(acknowledged(
                        "scram",
                        saslSsl("SCRAM-SHA-512", SCRAM + " required username=\"plant\" password=\"scram-secret\";")))
                .isTrue();
    }

    @Test
    void bearerOfATokenIsLetIn() throws Exception {
        var yaml = saslSsl("OAUTHBEARER", OAUTH + " required clientId=\"plant\" clientSecret=\"oauth-secret\";")
                + "  sasl.oauthbearer.token.endpoint.url: http://127.0.0.1:"
                + tokens.getAddress().getPort() + "/token\n";

        assertThat(acknowledged("oauth", yaml)).isTrue();
    }

    @Test
    void certificateIsLetInAndItsSuccessorToo() throws Exception {
        var identity = folder.resolve("sluice.pem");
        authority.writeIdentity("sluice", identity);
        var yaml = tls(identity);
        var running = folder.resolve("mtls");
        try (var sluice = RunningSluice.start(running, "127.0.0.1:" + tlsPort, rule() + yaml)) {
            assertThat(publishes(sluice, "before", BOUND)).isTrue();

            authority.writeIdentity("sluice-next", identity);
            kafka.stop();
            kafka.start();

            assertThat(publishes(sluice, "after", BOUND)).isTrue();
        }
        assertThat(stored()).contains("before", "after");
    }

    @Test
    void whoeverIsNotLetInHasNothingAcknowledgedAndSaysWhy() throws Exception {
        var yaml = saslSsl("PLAIN", PLAIN + " required username=\"plant\" password=\"wrong-secret\";");
        try (var sluice = RunningSluice.start(folder.resolve("wrong"), "127.0.0.1:" + saslPort, rule() + yaml)) {
            assertThat(publishes(sluice, "never", Duration.ofSeconds(3))).isFalse();

            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(
                                    sluice.management().get("/health/ready").body())
                            .contains("Invalid username or password")
                            .doesNotContain("wrong-secret"));
        }
    }

    @Test
    void theAuditorLogsInToo() throws Exception {
        var ledger = storeAudited();
        var right = verify(ledger, "plain-secret");
        var wrong = verify(ledger, "wrong-secret");
        var run = simulate("run", "wrong-secret", "smart-meters", "--topics", "audited", "--kafka-timeout", "120");
        var refused = "Kafka at 127.0.0.1:" + saslPort + " refused the login: .*Invalid username or password";
        try (right;
                wrong;
                run) {
            assertThat(right.awaitEnd(BOUND)).isZero();
            assertThat(right.line(line -> line.startsWith("audit: sent=3 acknowledged=3 stored=3 lost=0 ")))
                    .isPresent();
            assertThat(wrong.awaitEnd(BOUND)).isEqualTo(3);
            assertThat(wrong.line(line -> line.matches(refused + "\\. Nothing was audited\\.")))
                    .isPresent();
            assertThat(run.awaitEnd(BOUND)).isEqualTo(3);
            assertThat(run.line(line -> line.matches(refused + "\\. Nothing was run\\.")))
                    .isPresent();
            for (var refusal : List.of(wrong, run)) {
                assertThat(refusal.line(line -> line.contains("wrong-secret") || line.contains(" ERROR ")))
                        .isEmpty();
            }
        }
    }

    /** With more patience than this test has: what is refused is said before. */
    private ChildProcess verify(Path ledger, String password) throws IOException {
        return simulate("verify", password, "--ledger", ledger.toString(), "--topics", "audited", "--timeout", "120");
    }

    private ChildProcess simulate(String command, String password, String... more) throws IOException {
        var properties = Files.writeString(
                folder.resolve(command + "-" + password + ".properties"), """
                security.protocol=SASL_SSL
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                sasl.mechanism=PLAIN
                sasl.jaas.config=%s required username="plant" password="%s";
                """.formatted(trust, PLAIN, password));
        var words = new ArrayList<>(List.of(command));
        words.addAll(List.of(more));
        words.addAll(List.of("--kafka", "127.0.0.1:" + saslPort, "--kafka-config", properties.toString()));
        return Programs.simulate(folder, words.toArray(String[]::new));
    }

    /** Three messages of one device are in Kafka then, and in the ledger that is returned. */
    private Path storeAudited() throws Exception {
        kafka.createTopic("audited", 1, Map.of());
        Map<String, Object> properties = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            for (int seq = 0; seq < 3; seq++) {
                producer.send(new ProducerRecord<>("audited", "{\"device\":\"d\",\"seq\":" + seq + "}"))
                        .get();
            }
        }
        return Files.write(
                folder.resolve("audited.ledger"),
                List.of(
                        "sluice-ledger 1",
                        "state=finished qos=1 started=0 written=0",
                        "d 0-2 0-2",
                        "total devices=1 sent=3 acknowledged=3"));
    }

    /** Whether a message is acknowledged that goes to a topic of this name, and is there then. */
    private boolean acknowledged(String name, String yaml) throws Exception {
        try (var sluice = RunningSluice.start(folder.resolve(name), "127.0.0.1:" + saslPort, rule() + yaml)) {
            return publishes(sluice, name, BOUND) && stored().contains(name);
        }
    }

    private static boolean publishes(RunningSluice sluice, String payload, Duration limit) throws Exception {
        var device = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(sluice.mqttPort())
                .buildAsync();
        device.connect().get();
        try {
            device.publishWith()
                    .topic("line/1")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(payload.getBytes(UTF_8))
                    .send()
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException withheld) {
            return false;
        } finally {
            device.disconnect();
        }
    }

    /** Everything that Kafka has; the message is somewhere in its envelope. */
    private String stored() {
        return TopicReader.readAll(kafka.bootstrapServers(), "secured").stream()
                .map(record -> new String(record.value(), UTF_8))
                .collect(Collectors.joining("\n"));
    }

    private static String rule() {
        return """
                shutdown: { drain: 1s }
                mappings:
                  - name: secured
                    from: line/#
                    to: { topic: secured }
                """;
    }

    private String saslSsl(String mechanism, String jaas) {
        return """
                kafka:
                  security.protocol: SASL_SSL
                  ssl.truststore.type: PEM
                  ssl.truststore.location: %s
                  sasl.mechanism: %s
                  sasl.jaas.config: '%s'
                """.formatted(trust, mechanism, jaas);
    }

    private String tls(Path identity) {
        return """
                kafka:
                  security.protocol: SSL
                  ssl.truststore.type: PEM
                  ssl.truststore.location: %s
                  ssl.keystore.type: PEM
                  ssl.keystore.location: %s
                """.formatted(trust, identity);
    }

    /** A token endpoint as OAuth 2 has them (RFC 6749 §4.4): whoever knows the client's secret gets a token. */
    private void startTokens() throws Exception {
        tokenKey = RsaJwkGenerator.generateJwk(2048);
        tokenKey.setKeyId("k1");
        tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tokens.createContext("/token", exchange -> {
            byte[] answer = ("{\"access_token\": \"" + token() + "\", \"token_type\": \"Bearer\", \"expires_in\": 600}")
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            try (var body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        tokens.start();
    }

    private String token() throws IOException {
        var claims = new JwtClaims();
        claims.setSubject("plant");
        claims.setAudience(AUDIENCE);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(10);
        var signed = new JsonWebSignature();
        signed.setPayload(claims.toJson());
        signed.setKey(tokenKey.getPrivateKey());
        signed.setKeyIdHeaderValue(tokenKey.getKeyId());
        signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        try {
            return signed.getCompactSerialization();
        } catch (JoseException e) {
            throw new IOException(e);
        }
    }

    /** Where the broker finds the public half of the key; like any client it must be allowed to. */
    private String keys() throws IOException {
        var file = Files.writeString(folder.resolve("keys.json"), new JsonWebKeySet(tokenKey).toJson());
        var url = file.toUri().toString();
        System.setProperty(SecureConnection.ALLOWED_URLS, url);
        return url;
    }
}
