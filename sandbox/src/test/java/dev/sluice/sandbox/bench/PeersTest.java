package dev.sluice.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeersTest {

    @Test
    void programsThatAreMissingAreNamedWithTheirDebianPackages() {
        assertThat(Peers.missing(List.of("mosquitto", "kcat")))
                .hasValue("mosquitto is left out: this machine has no mosquitto, no kcat"
                        + " (Debian: apt-get install mosquitto mosquitto-clients kcat).");
        assertThat(Peers.missing(List.of())).isEmpty();
    }

    @Test
    void everyPeerIsFoundByItsWord() {
        assertThat(PeerKind.values())
                .allSatisfy(kind -> assertThat(PeerKind.named(kind.word())).hasValue(kind));
        assertThat(PeerKind.named("emqx")).isEmpty();
    }

    @Test
    void onlyWhoAnswersDevicesAndFillsKafkaCanLoseWhatWasAcknowledged() {
        assertThat(PeerKind.values())
                .filteredOn(PeerKind::canLose)
                .containsExactlyInAnyOrder(PeerKind.SLUICE, PeerKind.MOSQUITTO);
    }

    @Test
    void recordsAreReadAsTheirWriterMadeThem() {
        assertThat(Peers.verifyOptions(PeerKind.MOSQUITTO, Path.of("p"))).containsExactly("--format", "json");
        assertThat(Peers.verifyOptions(PeerKind.SLUICE, Path.of("p")))
                .containsExactly("--format", "single-object", "--schemas", "p/schemas");
    }
}
