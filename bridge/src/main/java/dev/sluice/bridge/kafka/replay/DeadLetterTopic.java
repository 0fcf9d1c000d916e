package dev.sluice.bridge.kafka.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.bridge.deadletter.DeadLetterFormat;
import dev.sluice.bridge.kafka.KafkaClients;
import dev.sluice.mapping.engine.OutgoingHeader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * The topic with dead letters, and the one beside it that says which of them have been replayed. Reads only; one thread; every method throws
 * {@link KafkaException} when Kafka does not answer.
 *
 * <p>Which letters have been replayed is told by records in {@code <topic>.replayed}, written in the same transaction as the records that a
 * letter became: key is the letter's identity (event id and rule), value the letter's place ({@code 3:1207}), partition that
 * of the letter (modulo, should there be fewer).
 */
public final class DeadLetterTopic implements AutoCloseable {

    static final String MARKERS = ".replayed";

    private final String name;
    private final LetterReader letters;
    private final LetterReader markers;

    private DeadLetterTopic(String name, LetterReader letters, LetterReader markers) {
        this.name = name;
        this.letters = letters;
        this.markers = markers;
    }

    /** @param group whose committed offsets count */
    public static DeadLetterTopic open(KafkaClients clients, String name, String group) {
        return new DeadLetterTopic(
                name,
                new LetterReader(clients.consumer(group, "sluice-dead-letters"), name),
                new LetterReader(clients.consumer(group, "sluice-replayed-letters"), name + MARKERS));
    }

    public String name() {
        return name;
    }

    /** What every partition holds at this moment; none if the topic does not exist. */
    public List<PartitionRange> ranges() {
        return letters.ranges();
    }

    /** The part of the range that was written since then, or nothing of it. */
    public PartitionRange since(PartitionRange range, long millis) {
        return range.from(letters.since(range.partition(), millis).orElse(range.end()));
    }

    /** Where the group goes on, by partition; all before that has been replayed. */
    Map<Integer, Long> committed(Collection<PartitionRange> ranges) {
        return letters.committed(ranges);
    }

    /** Shows the letters of the range, oldest first. */
    public void read(PartitionRange range, LetterVisitor visitor) throws InterruptedException {
        letters.read(range, record -> visitor.letter(letter(record)));
    }

    /** The letter in this place; empty if there is none, or none any more. */
    public Optional<StoredLetter> at(int partition, long offset) throws InterruptedException {
        List<StoredLetter> found = new ArrayList<>(1);
        for (var range : ranges()) {
            if (range.partition() == partition && offset >= range.begin() && offset < range.end()) {
                read(new PartitionRange(partition, offset, offset + 1), found::add);
            }
        }
        return found.stream().findFirst();
    }

    /** Says of letters of one partition whether they have been replayed. Holds some 50 bytes for each that was. */
    public Consulted replayed(int partition) throws InterruptedException {
        var replayed = readMarkers(partition, identity -> {});
        return letter -> letter.letter()
                .filter(known -> replayed.offsetOf(known.identity()) >= 0)
                .isPresent();
    }

    /** Sees one letter after the other. */
    @FunctionalInterface
    public interface LetterVisitor {
        void letter(StoredLetter letter) throws InterruptedException;
    }

    /** Whether a letter has been replayed. */
    @FunctionalInterface
    public interface Consulted {
        boolean contains(StoredLetter letter);
    }

    /** Sees the identities (UTF-8) of letters with a marker, one after the other. */
    @FunctionalInterface
    interface MarkerReader {
        void marker(byte[] identity);
    }

    /** @param each also sees every marker of a letter of this very partition */
    ReplayedLetters readMarkers(int partition, MarkerReader each) throws InterruptedException {
        var replayed = new ReplayedLetters();
        var ranges = markers.ranges();
        for (var range : ranges) {
            if (range.partition() == partition % ranges.size()) {
                markers.read(range, record -> {
                    if (record.key() != null && record.value() != null) {
                        read(record, partition, replayed, each);
                    }
                });
            }
        }
        return replayed;
    }

    private void read(
            ConsumerRecord<byte[], byte[]> marker, int partition, ReplayedLetters replayed, MarkerReader each) {
        var place = new String(marker.value(), UTF_8).split(":");
        try {
            if (Integer.parseInt(place[0]) == partition) {
                replayed.add(new String(marker.key(), UTF_8), Long.parseLong(place[1]));
                each.marker(marker.key());
            } else {
                replayed.add(new String(marker.key(), UTF_8), ReplayedLetters.ELSEWHERE);
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException foreign) {
            throw new KafkaException(
                    "Kafka topic " + name + MARKERS + " holds a record that Sluice did not write, at "
                            + marker.partition() + ":" + marker.offset(),
                    foreign);
        }
    }

    int markerPartitions() {
        return markers.ranges().size();
    }

    private static StoredLetter letter(ConsumerRecord<byte[], byte[]> record) {
        List<OutgoingHeader> headers = new ArrayList<>();
        for (var header : record.headers()) {
            if (header.value() != null) {
                headers.add(new OutgoingHeader(header.key(), header.value()));
            }
        }
        return new StoredLetter(
                record.partition(),
                record.offset(),
                DeadLetterFormat.fromRecord(record.value(), headers),
                record.value() == null ? 0 : record.value().length);
    }

    @Override
    public void close() {
        letters.close();
        markers.close();
    }
}
