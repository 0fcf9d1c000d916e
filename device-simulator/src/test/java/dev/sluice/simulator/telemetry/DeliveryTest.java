package dev.sluice.simulator.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final DeviceName DEVICE = DeviceName.at(3, "d-");

    @Test
    void qosComesInTheSharesAskedForAndIsTheSameAgain() {
        DeviceMessages messages = messages(new Delivery(1, 2, 1, 0.1));
        DeviceMessages same = messages(new Delivery(1, 2, 1, 0.1));
        int[] seqs = IntStream.range(0, 10_000).toArray();

        assertThat(share(seqs, seq -> messages.qos(seq) == 0)).isCloseTo(0.25, within(0.03));
        assertThat(share(seqs, seq -> messages.qos(seq) == 1)).isCloseTo(0.5, within(0.03));
        assertThat(share(seqs, seq -> messages.qos(seq) == 2)).isCloseTo(0.25, within(0.03));
        assertThat(share(seqs, messages::retain)).isCloseTo(0.1, within(0.02));
        assertThat(IntStream.of(seqs))
                .allMatch(seq -> messages.qos(seq) == same.qos(seq) && messages.retain(seq) == same.retain(seq));
    }

    @Test
    void oneQosIsTheQosOfEveryMessage() {
        for (int qos = 0; qos <= 2; qos++) {
            DeviceMessages messages = messages(Delivery.at(qos));
            int wanted = qos;

            assertThat(IntStream.range(0, 1_000)).allMatch(seq -> messages.qos(seq) == wanted && !messages.retain(seq));
            assertThat(Delivery.at(qos).highestQos()).isEqualTo(qos);
        }
    }

    @Test
    void weightsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new Delivery(0, 0, 0, 0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new Delivery(1, -1, 0, 0)).hasMessageContaining("negative");
        assertThatThrownBy(() -> new Delivery(1, 0, 0, 1.5)).hasMessageContaining("retained");
        assertThatThrownBy(() -> new Delivery(Double.NaN, 1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTemplateIsWhatItsWriterWritesOnTheTopicOfTheDevice() {
        DeviceMessages messages = messages(Delivery.at(1));

        assertThat(new String(messages.bytes(42, 5), UTF_8)).isEqualTo("d-00003 42");
        assertThat(messages.length(42, 5)).isEqualTo(10);
        assertThat(messages.topic(0)).isEqualTo("west/3/d-00003").isSameAs(messages.topic(1));
    }

    private static DeviceMessages messages(Delivery delivery) {
        return PayloadTemplate.parse("{device} {seq}", 1)
                .messages(new TopicTemplate("{site}/{index}/{device}"), delivery)
                .of(DEVICE);
    }

    private static double share(int[] seqs, IntPredicate of) {
        return IntStream.of(seqs).filter(of).count() / (double) seqs.length;
    }
}
