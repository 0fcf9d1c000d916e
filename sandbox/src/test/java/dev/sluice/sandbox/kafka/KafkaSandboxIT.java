package dev.sluice.sandbox.kafka;

import static dev.sluice.sandbox.kafka.Clients.consume;
import static dev.sluice.sandbox.kafka.Clients.numbers;
import static dev.sluice.sandbox.kafka.Clients.produce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSandboxIT {

    @TempDir
    Path folder;

    @Test
    void recordsAndPortOutliveAStop() {
        try (var kafka = KafkaSandbox.inFolder(folder).start()) {
            int port = kafka.port();
            produce(kafka.bootstrapServers(), "kept", 0, 100);

            kafka.stop();
            assertThat(kafka.running()).isFalse();
            kafka.start();

            assertThat(kafka.port()).isEqualTo(port);
            produce(kafka.bootstrapServers(), "kept", 100, 200);
            assertThat(consume(kafka.bootstrapServers(), "kept", 200)).isEqualTo(numbers(0, 200));
        }
    }

    @Test
    void twoRunSideBySideInOneJvmAndTemporaryFoldersGoAway() throws Exception {
        Path folderOfSecond;
        try (var first = KafkaSandbox.inFolder(folder)
                        .setting("num.partitions", "2")
                        .start();
                var second = KafkaSandbox.inTemporaryFolder().start();
                var admin = Admin.create(Map.of("bootstrap.servers", first.bootstrapServers()))) {
            folderOfSecond = second.folder();
            Clients.produceOne(first.bootstrapServers(), "mine");
            second.createTopic("asked-for", 3, Map.of("retention.ms", "60000"));
            produce(second.bootstrapServers(), "asked-for", 0, 20);

            var mine =
                    admin.describeTopics(List.of("mine")).allTopicNames().get().get("mine");
            assertThat(mine.partitions()).as("a broker setting of ours").hasSize(2);
            assertThat(consume(second.bootstrapServers(), "asked-for", 20)).hasSize(20);
            try (var topics = new Topics(second.bootstrapServers())) {
                assertThat(topics.names()).contains("asked-for").doesNotContain("mine");
                assertThat(topics.records("asked-for")).isEqualTo(20);
            }
        }
        assertThat(folderOfSecond).doesNotExist();
    }

    @Test
    void portInUseIsSaidAndLeavesNothingRunning() throws Exception {
        try (var squatter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var kafka = KafkaSandbox.inFolder(folder).port(squatter.getLocalPort())) {
            assertThatThrownBy(kafka::start)
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("Port " + squatter.getLocalPort())
                    .hasMessageContaining("in use");
            assertThat(kafka.running()).isFalse();
        }
    }

    @Test
    void secondKafkaOnOneFolderIsRefused() {
        try (var first = KafkaSandbox.inFolder(folder).start();
                var second = KafkaSandbox.inFolder(folder)) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("Another Kafka runs on");
            produce(first.bootstrapServers(), "unharmed", 0, 10);
        }
    }
}
