package dev.sluice.sandbox.kafka;

import static dev.sluice.sandbox.kafka.Clients.consume;
import static dev.sluice.sandbox.kafka.Clients.numbers;
import static dev.sluice.sandbox.kafka.Clients.produce;
import static dev.sluice.sandbox.kafka.Clients.producer;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaProcessIT {

    @TempDir
    Path folder;

    @Test
    void acknowledgedRecordsSurviveSigkillAndTheSamePortServesAgain() {
        try (var kafka = KafkaProcess.inFolder(folder).start()) {
            int port = kafka.port();
            long pid = kafka.pid();
            produce(kafka.bootstrapServers(), "kept", 0, 1000);

            kafka.kill();
            assertThat(kafka.alive()).isFalse();
            assertThat(ProcessHandle.of(pid)).isEmpty();
            kafka.start();

            assertThat(kafka.port()).isEqualTo(port);
            assertThat(kafka.pid()).isNotEqualTo(pid);
            assertThat(consume(kafka.bootstrapServers(), "kept", 1000)).isEqualTo(numbers(0, 1000));
        }
    }

    @Test
    void frozenKafkaAnswersNothingUntilItIsThawed() throws Exception {
        try (var kafka = KafkaProcess.inFolder(folder).start();
                var producer = producer(kafka.bootstrapServers())) {
            produce(kafka.bootstrapServers(), "frozen", 0, 1);
            producer.partitionsFor("frozen");

            kafka.suspend();
            var acknowledgement = producer.send(new ProducerRecord<>("frozen", "device", "1"));
            assertThatThrownBy(() -> acknowledgement.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(kafka.alive()).isTrue();
            kafka.resume();

            acknowledgement.get(30, SECONDS);
            assertThat(consume(kafka.bootstrapServers(), "frozen", 2)).isEqualTo(numbers(0, 2));
        }
    }
}
