package dev.sluice.broker;

import static dev.sluice.broker.fixture.Bytes.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.fixture.Connect;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a device says in whatever order, and in whatever pieces its packets come: everything is answered once, and in order. */
class PacketSequencesIT {

    private static RunningBroker broker;
    private static int devices;

    /** What a device may do next. */
    enum Step {
        PUBLISH_0,
        PUBLISH_1,
        PUBLISH_2,
        SUBSCRIBE,
        UNSUBSCRIBE,
        PING
    }

    @BeforeContainer
    static void start() {
        broker = RunningBroker.with(RecordingIngest.storingAtOnce());
    }

    @AfterContainer
    static void stop() {
        broker.close();
    }

    @Property(tries = 150)
    void everythingIsAnsweredOnceAndInOrder(
            @ForAll("steps") List<Step> steps, @ForAll("versions") int version, @ForAll("pieces") int piece) {
        var connect = Connect.mqtt(version, "sequence-" + devices++);
        try (var device = broker.device(connect)) {
            var said = new Said(device);
            steps.forEach(said::step);

            said.inPiecesOf(piece);

            var answers = said.answers();
            assertThat(ids(answers, Packet.PUBACK)).isEqualTo(said.atLeastOnce);
            assertThat(ids(answers, Packet.PUBREC)).isEqualTo(said.exactlyOnce);
            assertThat(ids(answers, Packet.SUBACK)).isEqualTo(said.subscribed);
            assertThat(ids(answers, Packet.UNSUBACK)).isEqualTo(said.unsubscribed);
            assertThat(answers).hasSize(said.expected());
            released(device, said.exactlyOnce);
            device.hearsNothing();
        }
    }

    /** A resend of what is answered is answered again, until it is released. */
    private static void released(RawDevice device, List<Integer> packetIds) {
        var again = new ArrayList<Packet>();
        packetIds.forEach(id -> device.says(device.publish(8 | 4, "sequence/2", "x" + id, id)));
        packetIds.forEach(id -> again.add(device.next(Packet.PUBREC)));
        assertThat(ids(again, Packet.PUBREC)).isEqualTo(packetIds);
        var completed = new ArrayList<Packet>();
        packetIds.forEach(id -> device.says(device.pubrel(id)));
        packetIds.forEach(id -> completed.add(device.next(Packet.PUBCOMP)));
        assertThat(ids(completed, Packet.PUBCOMP)).isEqualTo(packetIds);
    }

    private static List<Integer> ids(List<Packet> packets, int type) {
        return packets.stream()
                .filter(packet -> packet.type() == type)
                .map(Packet::packetId)
                .toList();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Arbitraries.of(Step.class).list().ofMinSize(1).ofMaxSize(60);
    }

    @Provide
    Arbitrary<Integer> versions() {
        return Arbitraries.of(4, 5);
    }

    /** Bytes in one write, from one at a time to all at once. */
    @Provide
    Arbitrary<Integer> pieces() {
        return Arbitraries.of(1, 2, 3, 7, 50, 1_000_000);
    }

    /** The bytes of a device, and what must come back. */
    private static final class Said {
        private final RawDevice device;
        private final List<Integer> atLeastOnce = new ArrayList<>();
        private final List<Integer> exactlyOnce = new ArrayList<>();
        private final List<Integer> subscribed = new ArrayList<>();
        private final List<Integer> unsubscribed = new ArrayList<>();
        private byte[] bytes = new byte[0];
        private int lastId;
        private int pings;

        private Said(RawDevice device) {
            this.device = device;
        }

        private void step(Step step) {
            switch (step) {
                case PUBLISH_0 -> says(device.publish("sequence/0", "x", 0, 0));
                case PUBLISH_1 -> {
                    atLeastOnce.add(++lastId);
                    says(device.publish("sequence/1", "x" + lastId, 1, lastId));
                }
                case PUBLISH_2 -> {
                    exactlyOnce.add(++lastId);
                    says(device.publish("sequence/2", "x" + lastId, 2, lastId));
                }
                case SUBSCRIBE -> {
                    subscribed.add(++lastId);
                    says(device.subscribe(lastId, "other/" + lastId % 5 + "/#", 1));
                }
                case UNSUBSCRIBE -> {
                    unsubscribed.add(++lastId);
                    says(device.unsubscribe(lastId, "other/" + lastId % 5 + "/#"));
                }
                case PING -> {
                    pings++;
                    says(device.ping());
                }
            }
        }

        private void says(byte[] packet) {
            bytes = join(bytes, packet);
        }

        private void inPiecesOf(int size) {
            for (int i = 0; i < bytes.length; i += size) {
                device.says(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + size)));
            }
        }

        private int expected() {
            return atLeastOnce.size() + exactlyOnce.size() + subscribed.size() + unsubscribed.size() + pings;
        }

        private List<Packet> answers() {
            var answers = new ArrayList<Packet>();
            while (answers.size() < expected()) {
                answers.add(device.next());
            }
            return answers;
        }
    }
}
