package dev.sluice.broker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageBuilders.ConnectBuilder;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectRewriteTest {

    private static final GuardLimits LIMITS = new GuardLimits(Duration.ofSeconds(10), 4096, 10, 100);

    @Test
    void theWillIsOursAndMoquetteSeesNone() {
        var rewrite = new ConnectRewrite(mqtt5().willFlag(true)
                .willQoS(MqttQoS.EXACTLY_ONCE)
                .willRetain(true)
                .willTopic("gone")
                .willMessage("bye".getBytes(StandardCharsets.UTF_8))
                .build());

        assertThat(rewrite.will().topic()).isEqualTo("gone");
        assertThat(rewrite.will().qos()).isEqualTo(2);
        assertThat(rewrite.will().retained()).isTrue();
        var forwarded = rewrite.toMoquette();
        assertThat(forwarded.variableHeader().isWillFlag()).isFalse();
        assertThat(forwarded.variableHeader().isWillRetain()).isFalse();
        assertThat(forwarded.variableHeader().willQos()).isZero();
        assertThat(forwarded.payload().willTopic()).isNull();
    }

    @Test
    void sessionsOfMqtt3LastForEverOrNotAtAll() {
        assertThat(new ConnectRewrite(mqtt3().cleanSession(true).build()).sessionExpirySeconds())
                .isZero();
        assertThat(new ConnectRewrite(mqtt3().cleanSession(false).build()).sessionExpirySeconds())
                .isEqualTo(ConnectRewrite.NEVER);
    }

    @Test
    void sessionsOfMqtt5LastAsLongAsAskedFor() {
        assertThat(new ConnectRewrite(mqtt5().cleanSession(false).build()).sessionExpirySeconds())
                .isZero();
        assertThat(new ConnectRewrite(expiring(60)).sessionExpirySeconds()).isEqualTo(60);
        assertThat(new ConnectRewrite(expiring(-1)).sessionExpirySeconds()).isEqualTo(ConnectRewrite.NEVER);
    }

    @Test
    void moquetteHearsAnExpiryItCanCountWith() {
        assertThat(expiryIn(new ConnectRewrite(expiring(-1)).toMoquette())).isEqualTo(Integer.MAX_VALUE);
        assertThat(expiryIn(new ConnectRewrite(expiring(60)).toMoquette())).isEqualTo(60);
        assertThat(expiryIn(new ConnectRewrite(mqtt5().cleanSession(false).build()).toMoquette()))
                .isEqualTo(0);
    }

    @Test
    void aDeviceWithoutClientIdIsGivenOneAndToldInMqtt5() {
        var rewrite = new ConnectRewrite(mqtt5().clientId("").build());

        assertThat(rewrite.clientId()).isNotEmpty();
        assertThat(rewrite.toMoquette().payload().clientIdentifier()).isEqualTo(rewrite.clientId());
        assertThat(rewrite.toDevice(accepted(), LIMITS)
                        .variableHeader()
                        .properties()
                        .getProperty(MqttProperties.ASSIGNED_CLIENT_IDENTIFIER)
                        .value())
                .isEqualTo(rewrite.clientId());
    }

    @Test
    void mqtt3NeedsAClientIdForASessionThatLasts() {
        assertThat(new ConnectRewrite(mqtt3().clientId("").cleanSession(false).build()).lacksClientId())
                .isTrue();
        assertThat(new ConnectRewrite(mqtt3().clientId("").cleanSession(true).build()).lacksClientId())
                .isFalse();
        assertThat(new ConnectRewrite(mqtt5().clientId("").cleanSession(false).build()).lacksClientId())
                .isFalse();
    }

    @Test
    void connackPromisesWhatWeKeep() {
        var answer = new ConnectRewrite(mqtt5().build()).toDevice(accepted(), LIMITS);

        var properties = answer.variableHeader().properties();
        assertThat(properties.getProperty(MqttProperties.RECEIVE_MAXIMUM).value())
                .isEqualTo(100);
        assertThat(properties.getProperty(MqttProperties.MAXIMUM_PACKET_SIZE).value())
                .isEqualTo(4096);
        assertThat(properties.getProperty(MqttProperties.TOPIC_ALIAS_MAXIMUM).value())
                .isEqualTo(10);
        assertThat(properties.getProperty(MqttProperties.SESSION_EXPIRY_INTERVAL))
                .isNull();
        assertThat(properties
                        .getProperty(MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE)
                        .value())
                .isEqualTo(1);
        assertThat(answer.variableHeader().isSessionPresent()).isTrue();
    }

    @Test
    void connackOfMqtt3IsLeftAsItIs() {
        var connAck = accepted();

        assertThat(new ConnectRewrite(mqtt3().build()).toDevice(connAck, LIMITS))
                .isSameAs(connAck);
    }

    private static ConnectBuilder mqtt3() {
        return MqttMessageBuilders.connect()
                .clientId("device")
                .cleanSession(true)
                .protocolVersion(MqttVersion.MQTT_3_1_1);
    }

    private static ConnectBuilder mqtt5() {
        return MqttMessageBuilders.connect()
                .clientId("device")
                .cleanSession(true)
                .protocolVersion(MqttVersion.MQTT_5);
    }

    private static MqttConnectMessage expiring(int seconds) {
        var properties = new MqttProperties();
        properties.add(new IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, seconds));
        return mqtt5().cleanSession(false).properties(properties).build();
    }

    private static Object expiryIn(MqttConnectMessage connect) {
        return connect.variableHeader()
                .properties()
                .getProperty(MqttProperties.SESSION_EXPIRY_INTERVAL)
                .value();
    }

    private static MqttConnAckMessage accepted() {
        return MqttMessageBuilders.connAck()
                .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
                .sessionPresent(true)
                .properties(new MqttMessageBuilders.ConnAckPropertiesBuilder()
                        .sessionExpiryInterval(-1)
                        .receiveMaximum(65_535)
                        .sharedSubscriptionAvailable(true)
                        .build())
                .build();
    }
}
