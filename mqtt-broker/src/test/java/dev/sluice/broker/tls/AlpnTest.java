package dev.sluice.broker.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.tls.ServerTls.Spoken;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlpnTest {

    @Test
    void mqttIsChosenWhereverItStands() {
        assertThat(Alpn.choose(Spoken.MQTT, List.of("h2", "mqtt"))).isEqualTo("mqtt");
    }

    @Test
    void aNameOfTheDevicesOwnMakingIsPassedOver() {
        assertThat(Alpn.choose(Spoken.MQTT, List.of("x-amzn-mqtt-ca"))).isEmpty();
        assertThat(Alpn.choose(Spoken.MQTT, List.of())).isEmpty();
    }

    @Test
    void whoWantsNothingButHttpIsNoDevice() {
        assertThat(Alpn.choose(Spoken.MQTT, List.of("h2", "http/1.1"))).isNull();
    }

    @Test
    void webSocketBeginsAsHttp() {
        assertThat(Alpn.choose(Spoken.HTTP, List.of("h2", "http/1.1"))).isEqualTo("http/1.1");
        assertThat(Alpn.choose(Spoken.HTTP, List.of("h2"))).isNull();
        assertThat(Alpn.choose(Spoken.HTTP, List.of("mqtt"))).isEmpty();
    }
}
