import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic that Sluice writes and handles each event once, however often its device sent it: a record whose {@code mqtt.event-id} has
 * been seen among the last {@value #WINDOW} of its partition is left out.
 *
 * <pre>
 * java -cp 'bridge/target/lib/*' docs/examples/EventsOnce.java localhost:9092 telemetry.north my-group
 * </pre>
 *
 * It goes on where its group stopped. What it has seen before is read back from the topic itself, so that nothing else must be kept. Records of
 * one event have one key and so one partition; if the rule's key or the number of partitions changes, those before and after do not
 * meet.
 */
public final class EventsOnce implements ConsumerRebalanceListener {

    private static final int WINDOW = 100_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Window> windows = new HashMap<>();
    /** The first record of each partition that is not handled yet; those before only tell what has been seen. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private EventsOnce(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    public static void main(String[] arguments) {
        if (arguments.length != 3) {
            System.err.println("usage: EventsOnce BOOTSTRAP_SERVERS TOPIC GROUP");
            System.exit(2);
        }
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", arguments[0],
                "group.id", arguments[2],
                "key.deserializer", ByteArrayDeserializer.class,
                "value.deserializer", ByteArrayDeserializer.class,
                "enable.auto.commit", false,
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed"); // or records of broken transactions (exactly-once rules) show
        var consumer = new KafkaConsumer<byte[], byte[]>(properties);
        var main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            consumer.wakeup();
            try {
                main.join(5_000);
            } catch (InterruptedException hurry) {
                // what is not committed is handled again
            }
        }));
        new EventsOnce(consumer).run(arguments[1]);
    }

    private void run(String topic) {
        try (consumer) {
            consumer.subscribe(List.of(topic), this);
            while (true) {
                boolean handled = false;
                for (var each : consumer.poll(Duration.ofMillis(500))) {
                    handled |= take(each);
                }
                if (handled) {
                    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
                    next.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
                    consumer.commitSync(offsets);
                }
            }
        } catch (WakeupException asked) {
            // the end
        }
    }

    /** True if the record lies beyond what was committed. */
    private boolean take(ConsumerRecord<byte[], byte[]> each) {
        var partition = new TopicPartition(each.topic(), each.partition());
        boolean first = windows.get(partition).add(header(each, "mqtt.event-id"));
        if (each.offset() < next.get(partition)) {
            return false; // read back
        }
        if (first) {
            handle(each);
        } else {
            System.err.println("again: " + header(each, "mqtt.event-id") + " at offset " + each.offset());
        }
        next.put(partition, each.offset() + 1);
        return true;
    }

    /** Yours. If it crashes before its offset is committed, the event is handled again: make both one transaction if that hurts. */
    private static void handle(ConsumerRecord<byte[], byte[]> each) {
        System.out.println(header(each, "mqtt.event-id") + " " + new String(each.key(), UTF_8));
    }

    private static String header(ConsumerRecord<byte[], byte[]> each, String name) {
        var header = each.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        var beginnings = consumer.beginningOffsets(assigned);
        for (var partition : assigned) {
            long committed = consumer.position(partition);
            windows.put(partition, new Window());
            next.put(partition, committed);
            consumer.seek(partition, Math.max(beginnings.get(partition), committed - WINDOW));
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        revoked.forEach(next::remove);
        revoked.forEach(windows::remove);
    }

    /** The last event ids of a partition. */
    private static final class Window extends LinkedHashMap<String, Boolean> {

        /** True if it was not there; records of others, which have no id, are all different. */
        boolean add(String eventId) {
            return eventId == null || put(eventId, true) == null;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > WINDOW;
        }
    }
}
