package dev.sluice.bridge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducerPropertiesTest {

    private final ProducerProperties vocabulary = new ProducerProperties();

    @ParameterizedTest
    @CsvSource({
        "acks,                                     1",
        "acks,                                     0",
        "enable.idempotence,                       false",
        "max.block.ms,                             60000",
        "delivery.timeout.ms,                      120000",
        "retries,                                  3",
        "max.in.flight.requests.per.connection,    6",
        "metadata.recovery.strategy,               rebootstrap",
        "metadata.recovery.rebootstrap.trigger.ms, 1000",
        "metadata.max.idle.ms,                     300000",
        "key.serializer,                           org.apache.kafka.common.serialization.StringSerializer",
        "value.serializer,                         org.apache.kafka.common.serialization.StringSerializer",
        "transactional.id,                         sluice-1",
        "transaction.timeout.ms,                   1000",
        "transaction.two.phase.commit.enable,      true",
        "partitioner.class,                        org.apache.kafka.clients.producer.RoundRobinPartitioner",
        "partitioner.ignore.keys,                  true",
        "interceptor.classes,                      com.example.Interceptor",
        "buffer.memory,                            33554432"
    })
    void whatWouldBreakThePromiseIsRefusedWithAReason(String name, String value) {
        var objection = vocabulary.objection(name, value).orElseThrow();

        assertThat(objection.code()).isEqualTo("BREAKS-PROMISE");
        assertThat(objection.sentence()).contains("leave it out");
    }

    @ParameterizedTest
    @CsvSource({
        "acks,                                  all",
        "acks,                                  -1",
        "enable.idempotence,                    true",
        "max.in.flight.requests.per.connection, 1",
        "linger.ms,                             0",
        "compression.type,                      zstd",
        "client.id,                             north",
        "security.protocol,                     SASL_SSL",
        "sasl.jaas.config,                      anything",
        "ssl.keystore.password,                 anything",
        "max.request.size,                      2000000"
    })
    void everythingElsePassesThrough(String name, String value) {
        assertThat(vocabulary.names()).contains(name);
        assertThat(vocabulary.objection(name, value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"linger.ms, soon", "compression.type, rar", "batch.size, -1", "security.protocol, SECRET"})
    void valueThatKafkaWouldRefuseIsRefusedBeforeItStarts(String name, String value) {
        var objection = vocabulary.objection(name, value).orElseThrow();

        assertThat(objection.code()).isEqualTo("BAD-VALUE");
        assertThat(objection.sentence()).startsWith("Kafka says: ").contains(value);
    }

    @ParameterizedTest
    @CsvSource({"localhost", "localhost:", "localhost:99999", "'a:1,'", "''"})
    void serversAreHostAndPort(String servers) {
        assertThat(vocabulary.objectionToServers(servers)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"localhost:9092", "'a:1, b:2'", "'[::1]:9092'", "SSL://kafka.example.com:9093"})
    void serversMayBeSeveral(String servers) {
        assertThat(vocabulary.objectionToServers(servers)).isEmpty();
    }

    @Test
    void promiseIsKeptWhateverIsChosen() {
        var properties = ProducerProperties.of(Map.of("linger.ms", "20", "acks", "-1"), "kafka:9092", 1_000_000);

        assertThat(properties)
                .contains(
                        entry("acks", "all"),
                        entry("enable.idempotence", true),
                        entry("max.block.ms", 0L),
                        entry("delivery.timeout.ms", Integer.MAX_VALUE),
                        entry("metadata.recovery.strategy", "none"),
                        entry("max.in.flight.requests.per.connection", 5),
                        entry("buffer.memory", 1_000_000L),
                        entry("bootstrap.servers", "kafka:9092"),
                        entry("linger.ms", "20"),
                        entry("batch.size", 131_072),
                        entry("compression.type", "lz4"));
    }

    @Test
    void kafkasProducerTakesTheProperties() {
        try (var producer = new KafkaProducer<byte[], byte[]>(
                ProducerProperties.of(Map.of("batch.size", "65536"), "127.0.0.1:9", 1_000_000))) {
            assertThat(producer.metrics()).isNotEmpty();
        }
    }

    /** The client keeps "now + idle" per topic (ProducerMetadata): Long.MAX_VALUE would overflow into the past. */
    @Test
    void topicThatNobodyPublishesToIsNeverForgotten() {
        long idle = new ProducerConfig(ProducerProperties.of(Map.of(), "127.0.0.1:9", 1_000_000))
                .getLong(ProducerConfig.METADATA_MAX_IDLE_CONFIG);
        long now = System.currentTimeMillis();
        long hundredYears = 100L * 365 * 24 * 60 * 60 * 1000;

        assertThat(Math.addExact(now, idle)).isGreaterThan(now + hundredYears);
    }

    @Test
    void largestRequestIsKafkasDefaultUnlessChosen() {
        assertThat(vocabulary.maxRequestBytes(Map.of())).isEqualTo(1_048_576);
        assertThat(vocabulary.maxRequestBytes(Map.of("max.request.size", "2000000")))
                .isEqualTo(2_000_000);
        assertThat(ProducerProperties.batchBytes(Map.of())).isEqualTo(131_072);
        assertThat(ProducerProperties.batchBytes(Map.of("batch.size", "16384"))).isEqualTo(16_384);
    }
}
