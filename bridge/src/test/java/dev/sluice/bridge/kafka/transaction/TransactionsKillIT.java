package dev.sluice.bridge.kafka.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.it.TopicReader;
import dev.sluice.sandbox.kafka.KafkaProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at each step of the QoS 2 handshake, as far as transactions see it: devices here repeat what was not answered, unless a mark says that it is
 * stored. A reader of what is committed must then find each message once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("campaign")
class TransactionsKillIT {

    private static final long BOUND_MILLIS = 60_000;
    private static final int CLIENTS = 6;
    private static final int WINDOW = 5;
    private static final int ROUNDS = 10;
    private static final long SEED = 20_261_122;

    @TempDir
    private Path folder;

    private KafkaProcess kafka;
    private String topic;
    private VictimProcess victim;

    @BeforeAll
    void startKafka() {
        kafka = KafkaProcess.inTemporaryFolder().start();
    }

    @AfterAll
    void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void startVictim(TestInfo test) throws InterruptedException {
        topic = test.getTestMethod().orElseThrow().getName();
        kafka.createTopic(topic, 4, Map.of());
        victim = victim();
    }

    @AfterEach
    void killVictim() {
        victim.kill();
    }

    @Test
    void killedAfterPublishBeforeTheCommit() throws Exception {
        kafka.suspend();
        victim.tell("publish device 1 a");
        assertThat(victim.next(1_000)).isNull();
        kill();

        assertThat(marked()).isEqualTo("[]");
        resend();
        assertThat(stored()).containsExactly("a");
    }

    @Test
    void killedAfterTheCommitBeforePubrel() throws Exception {
        victim.tell("publish device 1 a");
        assertThat(next()).isEqualTo("pubrec device 1");
        kill();

        assertThat(marked()).isEqualTo("[1]");
        victim.tell("release device 1");
        assertThat(next()).isEqualTo("pubcomp device 1");
        assertThat(stored()).containsExactly("a");
    }

    @Test
    void killedAfterPubrelBeforeTheRemovalIsStored() throws Exception {
        victim.tell("publish device 1 a");
        assertThat(next()).isEqualTo("pubrec device 1");
        kafka.suspend();
        victim.tell("release device 1");
        assertThat(victim.next(1_000)).isNull();
        kill();

        assertThat(marked()).isEqualTo("[1]");
        victim.tell("release device 1");
        assertThat(next()).isEqualTo("pubcomp device 1");
        assertThat(stored()).containsExactly("a");
    }

    @Test
    void killedAfterTheRemovalBeforePubcompArrives() throws Exception {
        victim.tell("publish device 1 a");
        assertThat(next()).isEqualTo("pubrec device 1");
        victim.tell("release device 1");
        assertThat(next()).isEqualTo("pubcomp device 1");
        kill();

        assertThat(marked()).isEqualTo("[]");
        victim.tell("release device 1"); // its device has not heard
        assertThat(next()).isEqualTo("pubcomp device 1");
        victim.tell("publish device 1 b"); // the packet id is free again
        assertThat(next()).isEqualTo("pubrec device 1");
        assertThat(stored()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void killedAtRandomMomentsUnderLoad() throws Exception {
        var random = new Random(SEED);
        var devices = new HashMap<String, Device>();
        for (int i = 0; i < CLIENTS; i++) {
            devices.put("device-" + i, new Device("device-" + i));
        }
        int inFlight = 0;
        for (int round = 0; round < ROUNDS; round++) {
            runFor(devices, TimeUnit.MILLISECONDS.toNanos(random.nextInt(700)), true);
            victim.kill();
            drain(devices);
            inFlight += devices.values().stream().mapToInt(Device::unfinished).sum();
            victim = victim();
            var marked = new HashMap<Device, String>();
            for (var device : devices.values()) {
                victim.tell("marked " + device.clientId);
                marked.put(device, next());
            }
            marked.forEach(Device::resume);
        }
        runFor(devices, TimeUnit.SECONDS.toNanos(60), false);

        assertThat(devices.values()).allMatch(device -> device.unfinished() == 0);
        assertThat(inFlight).as("unfinished at the kills").isGreaterThan(ROUNDS);
        var published = new TreeSet<String>();
        devices.values().forEach(device -> published.addAll(device.published));
        var stored = stored();
        System.out.println("exactly once: " + ROUNDS + " kills, " + published.size() + " messages, " + inFlight
                + " unfinished at the kills, " + stored.size() + " records");
        assertThat(stored).containsExactlyInAnyOrderElementsOf(published);
    }

    /** @param fresh whether devices begin new messages; without, until all are finished */
    private void runFor(Map<String, Device> devices, long nanos, boolean fresh) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end
                && (fresh || devices.values().stream().anyMatch(device -> device.unfinished() > 0))) {
            if (fresh) {
                devices.values().forEach(Device::fillWindow);
            }
            hear(devices, victim.next(20));
        }
    }

    /** What the killed process had answered has reached the devices, or has not: here it has. */
    private void drain(Map<String, Device> devices) throws InterruptedException {
        for (var line = victim.next(200); line != null; line = victim.next(50)) {
            hear(devices, line);
        }
    }

    private static void hear(Map<String, Device> devices, String line) {
        if (line == null) {
            return;
        }
        var words = line.split(" ");
        assertThat(words[0]).as(line).isIn("pubrec", "pubcomp");
        devices.get(words[1]).hear(words[0], Integer.parseInt(words[2]));
    }

    private String next() throws InterruptedException {
        var line = victim.next(BOUND_MILLIS);
        assertThat(line).isNotNull();
        return line;
    }

    private void kill() throws InterruptedException {
        victim.kill();
        kafka.resume();
        victim = victim();
    }

    private VictimProcess victim() throws InterruptedException {
        var started = new VictimProcess(folder, kafka.bootstrapServers(), topic);
        assertThat(started.next(BOUND_MILLIS)).isEqualTo("ready");
        return started;
    }

    private String marked() throws InterruptedException {
        victim.tell("marked device");
        return next().substring("marked device ".length());
    }

    private void resend() throws InterruptedException {
        victim.tell("publish device 1 a");
        assertThat(next()).isEqualTo("pubrec device 1");
        victim.tell("release device 1");
        assertThat(next()).isEqualTo("pubcomp device 1");
    }

    private List<String> stored() {
        return TopicReader.readAll(kafka.bootstrapServers(), topic).stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }

    /** What a device's library keeps of QoS 2, and what a gate tells it after a restart. */
    private final class Device {

        final String clientId;
        final List<String> published = new java.util.ArrayList<>();
        final Map<Integer, String> unreceived = new HashMap<>();
        final TreeSet<Integer> uncompleted = new TreeSet<>();

        Device(String clientId) {
            this.clientId = clientId;
        }

        int unfinished() {
            return unreceived.size() + uncompleted.size();
        }

        void fillWindow() {
            for (int packetId = 1; packetId <= WINDOW; packetId++) {
                if (!unreceived.containsKey(packetId) && !uncompleted.contains(packetId)) {
                    var value = clientId + ":" + published.size();
                    published.add(value);
                    unreceived.put(packetId, value);
                    victim.tell("publish " + clientId + " " + packetId + " " + value);
                }
            }
        }

        void hear(String answer, int packetId) {
            if (answer.equals("pubrec")) {
                unreceived.remove(packetId);
                release(packetId);
            } else {
                uncompleted.remove(packetId);
            }
        }

        private void release(int packetId) {
            uncompleted.add(packetId);
            victim.tell("release " + clientId + " " + packetId);
        }

        /** The session goes on: resends, of which those that are marked are answered without being stored again. */
        void resume(String marked) {
            var ids = new TreeSet<Integer>();
            var list = marked.substring(marked.indexOf('[') + 1, marked.length() - 1);
            for (var id : list.isEmpty() ? new String[0] : list.split(",")) {
                ids.add(Integer.valueOf(id));
            }
            uncompleted.forEach(packetId -> victim.tell("release " + clientId + " " + packetId));
            Map.copyOf(unreceived).forEach((packetId, value) -> {
                if (ids.contains(packetId)) {
                    hear("pubrec", packetId);
                } else {
                    victim.tell("publish " + clientId + " " + packetId + " " + value);
                }
            });
        }
    }
}
