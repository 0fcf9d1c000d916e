package dev.sluice.broker.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.broker.limit.BrokerLimits;
import dev.sluice.broker.limit.LimitCounts;
import dev.sluice.broker.publish.CloseReason;
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

    private static final PacketLimits LIMITS_OF_PACKETS = new PacketLimits(BrokerLimits.DEFAULT, new LimitCounts());

    private static final GuardLimits LIMITS =
            new GuardLimits(Duration.ofSeconds(10), 4096, 10, 100, 60, Duration.ofSeconds(30));

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
        var forwarded = rewrite.toMoquette(LIMITS);
        assertThat(forwarded.variableHeader().isWillFlag()).isFalse();
        assertThat(forwarded.variableHeader().isWillRetain()).isFalse();
        assertThat(forwarded.variableHeader().willQos()).isZero();
        assertThat(forwarded.payload().willTopic()).isNull();
    }

    @Test
    void moquetteNeverHearsOfACleanStart() {
        var forwarded = new ConnectRewrite(mqtt3().cleanSession(true).build()).toMoquette(LIMITS);

        assertThat(forwarded.variableHeader().isCleanSession()).isFalse();
    }

    @Test
    void whatIsKeptUnansweredForASubscriberIsBounded() {
        assertThat(receiveMaximumOf(receiving(65_535))).isEqualTo(100);
        assertThat(receiveMaximumOf(receiving(7))).isEqualTo(100);
        assertThat(new ConnectRewrite(receiving(7)).receiveMaximum()).isEqualTo(7);
        assertThat(receiveMaximumOf(mqtt5().build())).isEqualTo(100);
    }

    @Test
    void anMqtt5DeviceIsToldOfAShorterKeepAlive() {
        for (int asked : new int[] {0, 61, 65_535}) {
            var rewrite = new ConnectRewrite(mqtt5().keepAlive(asked).build());

            assertThat(rewrite.keepAliveSeconds(LIMITS)).isEqualTo(60);
            assertThat(rewrite.toMoquette(LIMITS).variableHeader().keepAliveTimeSeconds())
                    .isEqualTo(60);
            assertThat(serverKeepAlive(rewrite)).isEqualTo(60);
        }
        var modest = new ConnectRewrite(mqtt5().keepAlive(60).build());
        assertThat(modest.keepAliveSeconds(LIMITS)).isEqualTo(60);
        assertThat(serverKeepAlive(modest)).isNull();
    }

    @Test
    void anMqtt3DeviceThatCannotBeToldHasTheKeepAliveThatItAskedFor() {
        assertThat(new ConnectRewrite(mqtt3().keepAlive(61).build()).keepAliveSeconds(LIMITS))
                .isEqualTo(61);
        assertThat(new ConnectRewrite(mqtt3().keepAlive(0).build()).keepAliveSeconds(LIMITS))
                .isEqualTo(65_535);
    }

    private static Object serverKeepAlive(ConnectRewrite rewrite) {
        var property = rewrite.toDevice(accepted(), LIMITS)
                .variableHeader()
                .properties()
                .getProperty(MqttProperties.SERVER_KEEP_ALIVE);
        return property == null ? null : property.value();
    }

    @Test
    void flagsThatContradictEachOtherAreForbidden() {
        forbidden(mqtt3().willFlag(false).willQoS(MqttQoS.AT_LEAST_ONCE).build(), CloseReason.MALFORMED_PACKET);
        forbidden(mqtt3().willFlag(false).willRetain(true).build(), CloseReason.MALFORMED_PACKET);
        forbidden(mqtt3().hasPassword(true).password(new byte[1]).build(), CloseReason.PROTOCOL_ERROR);
        forbidden(receiving(0), CloseReason.PROTOCOL_ERROR);
        assertThatCode(() -> new ConnectRewrite(
                                mqtt5().hasPassword(true).password(new byte[1]).build())
                        .check(LIMITS_OF_PACKETS))
                .doesNotThrowAnyException();
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
        assertThat(expiryIn(new ConnectRewrite(expiring(-1)).toMoquette(LIMITS)))
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(expiryIn(new ConnectRewrite(expiring(60)).toMoquette(LIMITS)))
                .isEqualTo(60);
        assertThat(expiryIn(new ConnectRewrite(mqtt5().cleanSession(false).build()).toMoquette(LIMITS)))
                .isEqualTo(0);
    }

    @Test
    void aDeviceWithoutClientIdIsGivenOneAndToldInMqtt5() {
        var rewrite = new ConnectRewrite(mqtt5().clientId("").build());

        assertThat(rewrite.clientId()).isNotEmpty();
        assertThat(rewrite.toMoquette(LIMITS).payload().clientIdentifier()).isEqualTo(rewrite.clientId());
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
    void connackOfMqtt3SaysWhatMqtt3Knows() {
        var rewrite = new ConnectRewrite(mqtt3().build());

        var welcome = rewrite.toDevice(accepted(), LIMITS).variableHeader();
        assertThat(welcome.isSessionPresent()).isTrue();
        assertThat(welcome.properties().listAll()).isEmpty();
        var refusal = rewrite.toDevice(refused(), LIMITS).variableHeader();
        assertThat(refusal.connectReturnCode()).isEqualTo(MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE);
    }

    @Test
    void moquetteTakesEveryDeviceForOneOfMqtt5() {
        var forwarded = new ConnectRewrite(mqtt3().cleanSession(false).build()).toMoquette(LIMITS);

        assertThat(forwarded.variableHeader().version()).isEqualTo(5);
        assertThat(expiryIn(forwarded)).isEqualTo(Integer.MAX_VALUE);
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

    private static MqttConnectMessage receiving(int messages) {
        var properties = new MqttProperties();
        properties.add(new IntegerProperty(MqttProperties.RECEIVE_MAXIMUM, messages));
        return mqtt5().properties(properties).build();
    }

    private static Object receiveMaximumOf(MqttConnectMessage connect) {
        return new ConnectRewrite(connect)
                .toMoquette(LIMITS)
                .variableHeader()
                .properties()
                .getProperty(MqttProperties.RECEIVE_MAXIMUM)
                .value();
    }

    private static void forbidden(MqttConnectMessage connect, CloseReason reason) {
        assertThatThrownBy(() -> new ConnectRewrite(connect).check(LIMITS_OF_PACKETS))
                .isInstanceOfSatisfying(
                        Violation.class,
                        violation -> assertThat(violation.reason()).isEqualTo(reason));
    }

    private static Object expiryIn(MqttConnectMessage connect) {
        return connect.variableHeader()
                .properties()
                .getProperty(MqttProperties.SESSION_EXPIRY_INTERVAL)
                .value();
    }

    private static MqttConnAckMessage refused() {
        return MqttMessageBuilders.connAck()
                .returnCode(MqttConnectReturnCode.CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID)
                .build();
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
