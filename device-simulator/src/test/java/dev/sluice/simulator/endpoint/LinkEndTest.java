package dev.sluice.simulator.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LinkEndTest {

    @Test
    void reasonCodesHaveTheirNames() {
        assertThat(ReasonCode.text(0x97)).isEqualTo("0x97 quota exceeded").isSameAs(ReasonCode.text(0x97));
        assertThat(ReasonCode.text(0x00)).isEqualTo("0x00 success");
        assertThat(ReasonCode.text(0xFE)).isEqualTo("0xFE unknown");
    }

    @Test
    void refusalsOfAConnectionAreNamedInTheWordsOfTheirVersion() {
        assertThat(LinkEnd.refused(5, false).reason()).isEqualTo("0x05 not authorized");
        assertThat(LinkEnd.refused(0x87, true).reason()).isEqualTo("0x87 not authorized");
        assertThat(LinkEnd.refused(0x86, true).detail())
                .isEqualTo("the broker refuses the connection, 0x86 bad user name or password");
    }

    @ParameterizedTest
    @MethodSource
    void exceptionsHaveShortNamesHoweverDeepTheyAre(Throwable error, String reason) {
        assertThat(LinkEnd.of(new RuntimeException("outer", error)).reason()).isEqualTo(reason);
    }

    static Stream<Arguments> exceptionsHaveShortNamesHoweverDeepTheyAre() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused"), "connection refused"),
                Arguments.of(new UnknownHostException("nowhere"), "unknown host"),
                Arguments.of(
                        new SSLHandshakeException("Received fatal alert: certificate_required"),
                        "TLS handshake failed"),
                Arguments.of(new IOException("Connection reset by peer"), "connection lost"));
    }

    @Test
    void theDetailIsForPeople() {
        assertThat(LinkEnd.of(new SSLHandshakeException("no such authority")).detail())
                .isEqualTo("TLS handshake failed: no such authority");
        assertThat(LinkEnd.of(new ConnectException("Connection refused")).detail())
                .isEqualTo("Connection refused");
    }
}
