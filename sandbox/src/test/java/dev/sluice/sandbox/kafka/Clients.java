package dev.sluice.sandbox.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Real clients, as anybody would use them. */
final class Clients {

    private Clients() {}

    static KafkaProducer<String, String> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new StringSerializer());
    }

    /**
     * Makes the topic if there is none, and returns when every record is acknowledged. The topic is not left to be made by the first record: a
     * new partition may refuse a producer's first batch (it does not lead yet) and take its second, and the first is then out of sequence for ever.
     */
    static void produce(String bootstrapServers, String topic, int from, int to) {
        try (var topics = new Topics(bootstrapServers)) {
            topics.create(topic, 4, Map.of());
        }
        try (var producer = producer(bootstrapServers)) {
            var acknowledgements = new ArrayList<Future<?>>();
            for (int number = from; number < to; number++) {
                acknowledgements.add(producer.send(new ProducerRecord<>(topic, "device", Integer.toString(number))));
            }
            for (var acknowledgement : acknowledgements) {
                acknowledgement.get(60, TimeUnit.SECONDS);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** One record to a topic that may not exist yet. */
    static void produceOne(String bootstrapServers, String topic) {
        try (var producer = producer(bootstrapServers)) {
            producer.send(new ProducerRecord<>(topic, "device", "0")).get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Reads until the number of records is there or half a minute is over. */
    static List<String> consume(String bootstrapServers, String topic, int records) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                "reader-" + System.nanoTime(),
                "auto.offset.reset",
                "earliest");
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (values.size() < records && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }
}
