package dev.sluice.broker.identity.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.sluice.broker.identity.Instants;
import dev.sluice.broker.identity.JsonServer;
import dev.sluice.broker.identity.web.WebCalls;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FetchedKeysIT {

    private static final Duration HOUR = Duration.ofHours(1);

    private final JsonServer server = new JsonServer();
    private final Instants clock = new Instants();
    private FetchedKeys keys;

    @AfterEach
    void stop() {
        keys.close();
        server.close();
    }

    @Test
    void keysAreThereSoonAfterTheStartAndChangeWhenTheServerSaysSo() {
        says(Tokens.EC);
        keys = keys(Duration.ofMillis(50));
        await().until(() -> keys.current().isPresent());
        assertThat(names()).isEqualTo("ec-1");

        says(Tokens.RSA);
        await().until(() -> names().equals("rsa-1"));
    }

    @Test
    void lastGoodKeysStayForTheirTimeAndNotLonger() {
        says(Tokens.EC);
        keys = keys(HOUR);
        await().until(() -> keys.current().isPresent()
                && !keys.renewed().toCompletableFuture().join()); // and nobody is asking any more
        server.answers(500, "");
        clock.pass(FetchedKeys.LEAST_PAUSE);

        assertThat(keys.renewed().toCompletableFuture().join()).isFalse();
        assertThat(names()).isEqualTo("ec-1");

        server.answers(200, "{\"keys\": []}");
        clock.pass(HOUR.minus(FetchedKeys.LEAST_PAUSE).minusSeconds(1));
        assertThat(keys.renewed().toCompletableFuture().join()).isFalse();
        assertThat(names()).isEqualTo("ec-1");

        clock.pass(Duration.ofSeconds(1));
        assertThat(keys.current()).isEmpty();
    }

    @Test
    void unknownKeysAreNoReasonToAskMoreOftenThanEveryHalfMinute() {
        says(Tokens.EC);
        keys = keys(HOUR);
        await().until(() -> keys.current().isPresent()
                && !keys.renewed().toCompletableFuture().join()); // and nobody is asking any more

        for (int i = 0; i < 10; i++) {
            assertThat(keys.renewed().toCompletableFuture().join()).isFalse();
        }
        assertThat(server.asked()).hasSize(1);

        clock.pass(FetchedKeys.LEAST_PAUSE);
        assertThat(keys.renewed().toCompletableFuture().join()).isTrue();
        assertThat(server.asked()).hasSize(2);
    }

    private void says(JWK key) {
        server.answers(200, new JWKSet(key).toString(true));
    }

    private String names() {
        return keys.current().orElseThrow().getKeys().get(0).getKeyID();
    }

    private FetchedKeys keys(Duration refresh) {
        var calls = new WebCalls("test-jwks", server.url(), Duration.ofSeconds(30), 65_536, Optional.empty());
        return FetchedKeys.from(calls, refresh, HOUR, clock);
    }
}
