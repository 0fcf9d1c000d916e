package dev.sluice.bridge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class KafkaReasonTest {

    @Test
    void clientThatCannotBeMadeSaysWhy() {
        var failure = catchThrowable(() -> Admin.create(Map.of("bootstrap.servers", "")));

        assertThat(failure).hasMessageContaining("Failed to create");
        assertThat(KafkaReason.of(failure)).contains("bootstrap").doesNotContain("Failed to create");
    }

    @Test
    void everyOtherMessageIsKafkasOwn() {
        assertThat(KafkaReason.of(new TimeoutException("too long", new KafkaException("inside"))))
                .isEqualTo("too long");
        assertThat(KafkaReason.of(new KafkaException("said", new IllegalStateException("thought"))))
                .isEqualTo("said");
    }
}
