package dev.sluice.broker.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.broker.publish.CloseReason;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import org.junit.jupiter.api.Test;

class TopicAliasesTest {

    private final TopicAliases aliases = new TopicAliases(2);

    @Test
    void anAliasStandsForItsTopicHoweverOftenItIsUsed() throws Violation {
        assertThat(topic("a/b", 1)).isEqualTo("a/b");

        assertThat(topic("", 1)).isEqualTo("a/b");
        assertThat(topic("", 1)).isEqualTo("a/b");
    }

    @Test
    void anAliasCanBeGivenToAnotherTopic() throws Violation {
        topic("a", 1);
        topic("b", 2);

        assertThat(topic("c", 1)).isEqualTo("c");
        assertThat(topic("", 1)).isEqualTo("c");
        assertThat(topic("", 2)).isEqualTo("b");
    }

    @Test
    void theAliasIsRemovedAndOtherPropertiesStay() throws Violation {
        var properties = new MqttProperties();
        properties.add(new MqttProperties.StringProperty(MqttProperties.CONTENT_TYPE, "text/plain"));
        properties.add(new MqttProperties.IntegerProperty(MqttProperties.TOPIC_ALIAS, 1));

        var resolved = aliases.resolve(publish("a", properties));

        assertThat(resolved.variableHeader().properties().listAll())
                .extracting(MqttProperties.MqttProperty::propertyId)
                .containsExactly(MqttProperties.CONTENT_TYPE);
        assertThat(resolved.variableHeader().packetId()).isEqualTo(7);
    }

    @Test
    void aPublishWithoutAliasIsNotTouched() throws Violation {
        var packet = publish("a", MqttProperties.NO_PROPERTIES);

        assertThat(aliases.resolve(packet)).isSameAs(packet);
    }

    @Test
    void anAliasOutsideTheAnnouncedRangeEndsTheConnection() {
        ends("a", 3, CloseReason.TOPIC_ALIAS_INVALID);
        ends("a", 0, CloseReason.TOPIC_ALIAS_INVALID);
    }

    @Test
    void anAliasWithoutTopicEndsTheConnection() {
        ends("", 1, CloseReason.PROTOCOL_ERROR);
    }

    @Test
    void neitherTopicNorAliasEndsTheConnection() {
        assertThatThrownBy(() -> aliases.resolve(publish("", MqttProperties.NO_PROPERTIES)))
                .isInstanceOfSatisfying(
                        Violation.class,
                        violation -> assertThat(violation.reason()).isEqualTo(CloseReason.PROTOCOL_ERROR));
    }

    private void ends(String topic, int alias, CloseReason reason) {
        assertThatThrownBy(() -> topic(topic, alias))
                .isInstanceOfSatisfying(
                        Violation.class,
                        violation -> assertThat(violation.reason()).isEqualTo(reason));
    }

    private String topic(String topic, int alias) throws Violation {
        var properties = new MqttProperties();
        properties.add(new MqttProperties.IntegerProperty(MqttProperties.TOPIC_ALIAS, alias));
        return aliases.resolve(publish(topic, properties)).variableHeader().topicName();
    }

    private static MqttPublishMessage publish(String topic, MqttProperties properties) {
        return new MqttPublishMessage(
                new MqttFixedHeader(MqttMessageType.PUBLISH, false, MqttQoS.AT_LEAST_ONCE, false, 0),
                new MqttPublishVariableHeader(topic, 7, properties),
                Unpooled.EMPTY_BUFFER);
    }
}
