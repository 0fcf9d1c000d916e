package dev.sluice.simulator.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.simulator.encode.Layout;
import dev.sluice.simulator.field.Value;
import dev.sluice.simulator.telemetry.Delivery;
import dev.sluice.simulator.telemetry.DeviceMessages;
import dev.sluice.simulator.telemetry.DeviceName;
import dev.sluice.simulator.telemetry.FleetMessages;
import dev.sluice.simulator.telemetry.TopicTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A fleet that says a recording again: each owner's messages are dealt to one device, in the order of the owners' first messages; messages
 * without owner go round.
 */
public final class Replay implements FleetMessages {

    private final Settings settings;
    private final Optional<Layout> members;
    private final String[] topics;
    private final byte[][] payloads;
    private final List<int[]> hands;

    /**
     * How it is said again.
     *
     * @param topic instead of the recorded topics
     * @param fields that each message gets in place of its own of the same name; then every payload must be a JSON object
     * @param devices of the fleet
     * @param loops whether devices begin again at the end
     */
    public record Settings(
            Optional<TopicTemplate> topic,
            Map<String, Value> fields,
            int devices,
            boolean loops,
            Delivery delivery,
            long seed) {}

    /** @throws RecordingException when a message has no topic and there is none instead, or a payload is no JSON object and must be */
    public Replay(Recording recording, Settings settings) throws RecordingException {
        this.settings = settings;
        this.members =
                settings.fields().isEmpty() ? Optional.empty() : Optional.of(Layout.jsonMembers(settings.fields()));
        List<Recording.Entry> entries = recording.entries();
        this.topics = new String[entries.size()];
        this.payloads = new byte[entries.size()][];
        Map<String, String> known = new LinkedHashMap<>();
        for (int i = 0; i < topics.length; i++) {
            Recording.Entry entry = entries.get(i);
            if (settings.topic().isEmpty()) {
                String topic = entry.topic()
                        .orElseThrow(() ->
                                new RecordingException("the recording has no topics; give a topic to publish to"));
                topics[i] = known.computeIfAbsent(topic, text -> text);
            }
            payloads[i] = members.isPresent() ? openObject(entry, i) : entry.payload();
        }
        this.hands = deal(entries);
    }

    /** What follows the fields that are put in front: the rest of the object, with a comma if there is one. */
    private byte[] openObject(Recording.Entry entry, int position) throws RecordingException {
        ObjectNode object = entry.object(position);
        object.remove(settings.fields().keySet());
        String text = object.toString();
        return (object.isEmpty() ? text.substring(1) : "," + text.substring(1)).getBytes(UTF_8);
    }

    private static List<int[]> deal(List<Recording.Entry> entries) {
        if (entries.get(0).owner().isEmpty()) {
            return List.of();
        }
        Map<String, List<Integer>> owned = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            owned.computeIfAbsent(entries.get(i).owner().orElseThrow(), owner -> new ArrayList<>())
                    .add(i);
        }
        return owned.values().stream()
                .map(positions -> positions.stream().mapToInt(i -> i).toArray())
                .toList();
    }

    /** The positions of a device's messages in the recording. */
    private int[] handOf(int device) {
        int size = hands.isEmpty() ? topics.length : hands.size();
        if (device >= size && !settings.loops()) {
            return new int[0];
        }
        int first = device % size;
        int every = Math.max(1, settings.devices());
        if (hands.isEmpty()) {
            return IntStream.iterate(first, i -> i < size, i -> i + every).toArray();
        }
        return IntStream.iterate(first, i -> i < size, i -> i + every)
                .flatMap(owner -> IntStream.of(hands.get(owner)))
                .sorted()
                .toArray();
    }

    @Override
    public int quota(DeviceName name) {
        return settings.loops() ? Integer.MAX_VALUE : handOf(name.index()).length;
    }

    @Override
    public DeviceMessages of(DeviceName name) {
        return new ReplayedMessages(name, settings, members, handOf(name.index()), topics, payloads);
    }
}
