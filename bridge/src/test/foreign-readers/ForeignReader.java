import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.utils.converter.AvroConverter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic to its present end with what others use: Apicurio's deserialiser in Confluent mode, or its converter for Kafka Connect.
 * Runs in a JVM of its own, from source, on a class path that holds nothing of Sluice. One line per record.
 *
 * Arguments: bootstrap servers, the address of Apicurio's own interface, a topic, and "deserializer" or "converter".
 */
final class ForeignReader {

    public static void main(String[] arguments) {
        var topic = arguments[2];
        Map<String, Object> registry = Map.of(
                "apicurio.registry.url", arguments[1],
                "apicurio.registry.as-confluent", true,
                "apicurio.registry.use-id", "contentId",
                "apicurio.registry.headers.enabled", false);
        var deserializer = new AvroKafkaDeserializer<Object>();
        deserializer.configure(new HashMap<>(registry), false);
        var converter = new AvroConverter<Object>();
        converter.configure(new HashMap<>(registry), false);
        var properties = Map.<String, Object>of("bootstrap.servers", arguments[0]);
        try (var consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    if (arguments[3].equals("deserializer")) {
                        System.out.println("read " + deserializer.deserialize(topic, record.value()));
                    } else {
                        var read = converter.toConnectData(topic, record.value());
                        System.out.println("read " + read.schema().name() + " " + read.value());
                    }
                }
            }
        }
        System.out.println("end");
        System.exit(0);
    }
}
