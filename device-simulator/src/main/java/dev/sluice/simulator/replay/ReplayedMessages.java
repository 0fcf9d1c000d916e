package dev.sluice.simulator.replay;

import dev.sluice.simulator.encode.Layout;
import dev.sluice.simulator.telemetry.DeviceMessages;
import dev.sluice.simulator.telemetry.DeviceName;
import dev.sluice.simulator.telemetry.Payload;
import dev.sluice.simulator.telemetry.RenderedMessages;
import java.util.Optional;

/** One device's part of a recording. */
final class ReplayedMessages implements DeviceMessages {

    private final Optional<String> topic;
    private final int[] hand;
    private final String[] topics;
    private final RenderedMessages messages;

    ReplayedMessages(
            DeviceName name,
            Replay.Settings settings,
            Optional<Layout> members,
            int[] hand,
            String[] topics,
            byte[][] payloads) {
        this.topic = settings.topic().map(template -> template.of(name));
        this.hand = hand;
        this.topics = topics;
        Payload recorded = (out, seq, epochMillis) -> out.put(payloads[hand[seq % hand.length]]);
        Payload payload =
                members.map(layout -> spliced(layout.forDevice(name), recorded)).orElse(recorded);
        this.messages = new RenderedMessages(name, topic.orElse(""), settings.delivery(), settings.seed(), payload);
    }

    private static Payload spliced(Payload members, Payload rest) {
        return (out, seq, epochMillis) -> {
            out.put('{');
            members.write(out, seq, epochMillis);
            rest.write(out, seq, epochMillis);
        };
    }

    @Override
    public String topic(int seq) {
        return topic.isPresent() ? topic.get() : topics[hand[seq % hand.length]];
    }

    @Override
    public int qos(int seq) {
        return messages.qos(seq);
    }

    @Override
    public boolean retain(int seq) {
        return messages.retain(seq);
    }

    @Override
    public int length(int seq, long epochMillis) {
        return messages.length(seq, epochMillis);
    }

    @Override
    public int write(byte[] target, int at, int seq, long epochMillis) {
        return messages.write(target, at, seq, epochMillis);
    }
}
