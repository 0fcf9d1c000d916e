package dev.sluice.bridge.kafka.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.bridge.kafka.KafkaClients;
import dev.sluice.mapping.engine.MappingOutcome;
import dev.sluice.mapping.message.DeviceMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;

/**
 * Drives dead letters through today's rules again and stores what maps now, each letter once, however often it is run and wherever it is killed.
 *
 * <p>What a letter becomes, the marker that it was replayed and the group's offset are one transaction. A letter that still does not map
 * stays where it is, holds up no other one, and is looked at again by the next run.
 */
public final class Replay {

    private static final int MOST_FORGOTTEN = 10_000;

    private final KafkaClients clients;
    private final Function<DeviceMessage, MappingOutcome> mapping;
    private final ReplaySettings settings;

    /** @param mapping what today's rules make of a message; called on one thread */
    public Replay(KafkaClients clients, Function<DeviceMessage, MappingOutcome> mapping, ReplaySettings settings) {
        this.clients = clients;
        this.mapping = mapping;
        this.settings = settings;
    }

    /**
     * Goes through what the topic holds at this moment, a partition at a time.
     *
     * @throws KafkaException when Kafka does not answer or refuses; what was committed until then stays, and a later run goes on
     */
    public ReplayReport run(DeadLetterTopic topic) throws InterruptedException {
        var report = new ReplayReport();
        var pace = new Pace(settings.lettersPerSecond());
        try (var targets = new TargetTopics(clients);
                var producer = settings.write() ? producer(topic) : null) {
            boolean onDemand = targets.madeOnDemand();
            if (onDemand && producer != null) {
                targets.missingAreMadeBy(producer::ask);
            }
            var remapping = new Remapping(mapping, targets, onDemand && producer == null, settings.allRulesCount());
            var ranges = topic.ranges();
            var committed = topic.committed(ranges);
            for (var range : ranges) {
                long begin = Math.max(range.begin(), committed.getOrDefault(range.partition(), 0L));
                partition(topic, range, Math.min(begin, range.end()), remapping, producer, pace, report);
            }
        }
        return report;
    }

    private ReplayProducer producer(DeadLetterTopic topic) throws InterruptedException {
        MarkerTopic.ensure(clients, topic.name());
        return new ReplayProducer(clients, topic.name(), settings.group(), topic.markerPartitions());
    }

    private void partition(
            DeadLetterTopic topic,
            PartitionRange whole,
            long committed,
            Remapping remapping,
            ReplayProducer producer,
            Pace pace,
            ReplayReport report)
            throws InterruptedException {
        List<byte[]> markers = new ArrayList<>();
        var replayed = topic.readMarkers(whole.partition(), identity -> {
            if (markers.size() < MOST_FORGOTTEN) {
                markers.add(identity);
            }
        });
        var range = whole.from(committed);
        if (settings.filter().since().isPresent()) {
            range = topic.since(range, settings.filter().since().get().toEpochMilli());
        }
        var partition =
                new PartitionReplay(range, committed, settings.filter(), remapping, producer, pace, report, replayed);
        if (producer != null) {
            markers.removeIf(identity -> replayed.offsetOf(new String(identity, UTF_8)) >= whole.begin());
            partition.forget(markers);
        }
        topic.read(range, partition::letter);
        partition.end(range.end());
    }
}
