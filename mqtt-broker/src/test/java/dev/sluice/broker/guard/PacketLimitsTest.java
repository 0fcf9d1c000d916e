package dev.sluice.broker.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.broker.limit.BrokerLimits;
import dev.sluice.broker.limit.Limit;
import dev.sluice.broker.limit.LimitCounts;
import dev.sluice.broker.publish.CloseReason;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacketLimitsTest {

    private final LimitCounts counts = new LimitCounts();
    private final PacketLimits limits = new PacketLimits(
            new BrokerLimits(1, 0, 0, 0, 0, 0, 3, 1, 2, Duration.ofHours(1), 23, 1, 1, Duration.ZERO), counts);

    @Test
    void aTopicMayHaveSoManyLevels() {
        assertThat(limits.isTooDeep("a/b/c")).isFalse();
        assertThat(limits.isTooDeep("//")).isFalse();
        assertThat(counts.of(Limit.TOPIC_LEVELS)).isZero();

        assertThat(limits.isTooDeep("a/b/c/d")).isTrue();
        assertThat(limits.isTooDeep("///")).isTrue();
        assertThat(counts.of(Limit.TOPIC_LEVELS)).isEqualTo(2);
    }

    @Test
    void aPacketMayHaveSoManyUserProperties() {
        assertThatCode(() -> limits.check(withUserProperties(2))).doesNotThrowAnyException();
        assertThatCode(() -> limits.check(MqttProperties.NO_PROPERTIES)).doesNotThrowAnyException();
        assertThatCode(() -> limits.check(null)).doesNotThrowAnyException();

        assertThatThrownBy(() -> limits.check(withUserProperties(3)))
                .isInstanceOfSatisfying(
                        Violation.class, why -> assertThat(why.reason()).isEqualTo(CloseReason.QUOTA_EXCEEDED))
                .hasMessageContaining("mqtt.limits.user-properties");
        assertThat(counts.of(Limit.PROPERTIES)).isEqualTo(1);
    }

    @Test
    void aClientIdMayHaveSoManyBytes() {
        assertThat(limits.isTooLong("x".repeat(23))).isFalse();
        assertThat(counts.of(Limit.CLIENT_ID)).isZero();

        assertThat(limits.isTooLong("x".repeat(24))).isTrue();
        assertThat(limits.isTooLong("\u00e4".repeat(12))).isTrue();
        assertThat(counts.of(Limit.CLIENT_ID)).isEqualTo(2);
    }

    private static MqttProperties withUserProperties(int count) {
        var properties = new MqttProperties();
        for (int i = 0; i < count; i++) {
            properties.add(new MqttProperties.UserProperty("k" + i, "v"));
        }
        return properties;
    }
}
