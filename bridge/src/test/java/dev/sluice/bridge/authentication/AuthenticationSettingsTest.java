package dev.sluice.bridge.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sluice.broker.access.Credentials;
import dev.sluice.broker.access.Verdict;
import dev.sluice.broker.identity.ProofFigures;
import dev.sluice.broker.identity.certificate.CertificateName;
import dev.sluice.broker.identity.jwt.TokenAlgorithm;
import dev.sluice.mapping.settings.Problem;
import dev.sluice.mapping.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticationSettingsTest {

    private static final String HASH = "$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2";

    private static final Path DOCS = Path.of("../docs/authentication");

    @TempDir
    private Path folder;

    @Test
    void defaultsAreThatNobodyHasSaidAnything() {
        var settings = good("");

        assertThat(settings.anonymous()).isFalse();
        assertThat(settings.hasMethods()).isFalse();
        assertThat(settings.saysWhoMayComeIn()).isFalse();
    }

    @Test
    void defaultsOfEachMethodAreThoseOfTheDocs() throws IOException {
        write("users", "u:" + HASH);
        var settings = good("certificates: {}\npasswords: { file: users }");

        assertThat(settings.certificates()).contains(new CertificateSettings(CertificateName.CN, CertificateName.NONE));
        assertThat(settings.passwords().orElseThrow().waiting()).isEqualTo(1_000);
        assertThat(settings.passwords().orElseThrow().remember()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.saysWhoMayComeIn()).isTrue();
    }

    @Test
    void everyKeyIsRead() throws IOException {
        write("users", "u:" + HASH);
        var settings = good("""
                anonymous: true
                certificates: { user: san-uri, client-id: cn }
                passwords: { file: users, threads: 3, waiting: 7, remember: 0s }
                """);

        assertThat(settings.anonymous()).isTrue();
        assertThat(settings.certificates())
                .contains(new CertificateSettings(CertificateName.SAN_URI, CertificateName.CN));
        var passwords = settings.passwords().orElseThrow();
        assertThat(passwords.file().orElseThrow().users()).isEqualTo(1);
        assertThat(passwords.threads()).isEqualTo(3);
        assertThat(passwords.waiting()).isEqualTo(7);
        assertThat(passwords.remember()).isZero();
    }

    @Test
    void passwordFileThatCannotBeUsedIsAProblemThatShowsNoHash() throws IOException {
        write("users", "u:" + HASH + "\nv:" + HASH.replace("$2b$", "$2x$"));

        assertThat(problems("passwords: { file: users }")).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("passwords.file");
            assertThat(problem.code()).isEqualTo("BAD-VALUE");
            assertThat(problem.message()).contains("line 2").doesNotContain("abcdefghij");
        });
        assertThat(problems("passwords: { file: nowhere }"))
                .extracting(Problem::path, Problem::code)
                .containsExactly(tuple("passwords.file", "FILE-MISSING"));
        assertThat(problems("passwords: {}"))
                .extracting(Problem::path, Problem::code)
                .containsExactly(tuple("passwords.file", "MISSING-KEY"));
    }

    @Test
    void everyKeyOfTokensIsRead() throws IOException {
        write("jwks.json", Files.readString(DOCS.resolve("jwks.json")));
        var tokens = good("""
                jwt:
                  jwks-file: jwks.json
                  refresh: 1m
                  keep: 2h
                  algorithms: [ES256, EdDSA]
                  issuer: me
                  audience: [a, b]
                  leeway: 1s
                  user: "{x}"
                  client-id: "d-{y.z}"
                """).jwt().orElseThrow();

        assertThat(tokens.keys().orElseThrow().getKeys()).hasSize(1);
        assertThat(tokens.server()).isEmpty();
        assertThat(tokens.refresh()).isEqualTo(Duration.ofMinutes(1));
        assertThat(tokens.keep()).isEqualTo(Duration.ofHours(2));
        assertThat(tokens.rules().orElseThrow()).satisfies(rules -> {
            assertThat(rules.algorithms()).containsExactlyInAnyOrder(TokenAlgorithm.ES256, TokenAlgorithm.EDDSA);
            assertThat(rules.issuer()).contains("me");
            assertThat(rules.audiences()).containsExactlyInAnyOrder("a", "b");
            assertThat(rules.leeway()).isEqualTo(Duration.ofSeconds(1));
            assertThat(rules.user()).hasToString("{x}");
            assertThat(rules.clientId().orElseThrow()).hasToString("d-{y.z}");
        });
    }

    @Test
    void defaultsOfTokensAreThoseOfTheDocs() {
        var tokens = good("jwt: { jwks-url: https://issuer.example/keys, audience: sluice }")
                .jwt()
                .orElseThrow();

        assertThat(tokens.server().orElseThrow().timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(tokens.refresh()).isEqualTo(Duration.ofMinutes(5));
        assertThat(tokens.keep()).isEqualTo(Duration.ofDays(1));
        assertThat(tokens.rules().orElseThrow().algorithms()).containsExactlyInAnyOrder(TokenAlgorithm.values());
        assertThat(tokens.rules().orElseThrow().user()).hasToString("{sub}");
        assertThat(tokens.rules().orElseThrow().clientId()).isEmpty();
    }

    @Test
    void tokensThatAnybodyCouldMakeAreRefusedInTheConfiguration() {
        assertThat(problems("jwt: { jwks-url: https://a.example/, audience: s, algorithms: [HS256] }"))
                .extracting(Problem::path, Problem::code)
                .containsExactly(tuple("jwt.algorithms", "BAD-VALUE"));
        assertThat(problems("jwt: { jwks-url: https://a.example/, audience: s, algorithms: [none] }"))
                .extracting(Problem::path)
                .containsExactly("jwt.algorithms");
        assertThat(problems("jwt: { jwks-url: http://a.example/, user: '{' }"))
                .extracting(Problem::path, Problem::code)
                .containsExactlyInAnyOrder(
                        tuple("jwt.jwks-url", "BAD-VALUE"),
                        tuple("jwt.audience", "MISSING-KEY"),
                        tuple("jwt.user", "BAD-VALUE"));
        assertThat(problems("jwt: { audience: s, ca: x }"))
                .extracting(Problem::path, Problem::code)
                .containsExactlyInAnyOrder(tuple("jwt.jwks-file", "MISSING-KEY"), tuple("jwt.ca", "UNUSED-KEY"));
    }

    @Test
    void everyKeyOfTheHookIsReadAndItsTokenIsNotShown() {
        var hook = good("""
                http:
                  url: http://127.0.0.1:9/auth?x=1
                  timeout: 1s
                  token: hush
                  concurrency: 2
                  waiting: 3
                  remember-allowed: 4s
                  remember-denied: 5s
                """).http().orElseThrow();

        assertThat(hook.server().url()).hasToString("http://127.0.0.1:9/auth?x=1");
        assertThat(hook.server().timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(hook.token().orElseThrow().reveal()).isEqualTo("hush");
        assertThat(hook.concurrency()).isEqualTo(2);
        assertThat(hook.waiting()).isEqualTo(3);
        assertThat(hook.rememberAllowed()).isEqualTo(Duration.ofSeconds(4));
        assertThat(hook.rememberDenied()).isEqualTo(Duration.ofSeconds(5));
        assertThat(hook.toString()).doesNotContain("hush");
    }

    @Test
    void passwordsGoToNoAddressInTheClear() {
        for (var url : List.of(
                "http://hook.example/",
                "http://127.0.0.1.evil.example/",
                "ftp://127.0.0.1/",
                "https://u:p@hook.example/",
                "x")) {
            assertThat(problems("http: { url: '" + url + "' }"))
                    .as(url)
                    .extracting(Problem::path, Problem::code)
                    .containsExactly(tuple("http.url", "BAD-VALUE"));
        }
    }

    @Test
    void everyMethodTogetherMakesOneAuthenticator() throws IOException {
        for (var name : List.of("jwks.json", "passwords", "scram")) {
            write(name, Files.readString(DOCS.resolve(name)));
        }
        var settings = good("""
                certificates: {}
                scram: { file: scram }
                jwt: { jwks-file: jwks.json, audience: sluice }
                passwords: { file: passwords }
                http: { url: http://127.0.0.1:9/ }
                """);

        try (var authenticator = Authenticators.of(settings, new ProofFigures())) {
            var shown = new Credentials(
                    "d", false, 5, "press-7", "example-only".getBytes(UTF_8), Optional.empty(), "192.0.2.7:1");
            assertThat(authenticator.authenticate(shown).toCompletableFuture().join())
                    .isInstanceOfSatisfying(
                            Verdict.Accepted.class,
                            accepted -> assertThat(accepted.identity().user()).contains("press-7"));
            assertThat(authenticator.begin("SCRAM-SHA-256", shown)).isPresent();
            assertThat(authenticator.begin("PLAIN", shown)).isEmpty();
        }
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private AuthenticationSettings good(String yaml) {
        var file = file(yaml);
        var settings = file.read(AuthenticationSettings::read);
        assertThat(file.problems().all()).isEmpty();
        return settings.orElseThrow();
    }

    private List<Problem> problems(String yaml) {
        var file = file(yaml);
        file.read(AuthenticationSettings::read);
        return file.problems().all();
    }

    private SettingsFile file(String yaml) {
        return SettingsFile.ofText("authentication.yaml", yaml, folder, List.of(), name -> null);
    }
}
