package dev.sluice.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.simulator.endpoint.BrokerAddress;
import dev.sluice.simulator.endpoint.TlsSettings;
import dev.sluice.simulator.telemetry.DeviceMessages;
import dev.sluice.simulator.telemetry.DeviceName;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Fleets without a network: a link here "sends" whatever is due while it is open. */
class FleetTest {

    private static final LinkSettings LINK = new LinkSettings(
            BrokerAddress.parse("tcp://nowhere"),
            TlsSettings.DEFAULT,
            MqttVersion.V5,
            1,
            SessionKind.CLEAN,
            10,
            true,
            60,
            1);

    private final OpenLinks links = new OpenLinks();

    @Test
    void whatIsLateStaysDueAndKeepsItsMoment() {
        Arrivals everyMillisecond = previous -> previous + 1_000_000;
        try (Fleet fleet = new Fleet(List.of(plan(0, everyMillisecond, 100, LinkFaults.NONE)), links)) {
            links.open = false;
            fleet.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> links.woken);
            long before = System.nanoTime();
            await().until(() -> System.nanoTime() - before > 200_000_000L);
            assertThat(fleet.counts().sent()).isZero();

            links.openAll();

            await().until(() -> fleet.isDone() && links.left.size() == 100);
            assertThat(fleet.counts().sent()).isEqualTo(100);
            assertThat(links.due).isSorted().hasSize(100);
            assertThat(links.due.get(99) - links.due.get(0)).isEqualTo(99_000_000L);
            assertThat(links.due.get(0)).isLessThan(before);
        }
    }

    @Test
    void unpacedMessagesAreDueWhenTheyLeave() {
        try (Fleet fleet = new Fleet(List.of(plan(0, Arrivals.UNPACED, 5, LinkFaults.NONE)), links)) {
            fleet.start();
            await().until(() -> fleet.isDone() && links.left.size() == 5);

            assertThat(links.due).isEqualTo(links.left);
        }
    }

    @Test
    void aStormTakesItsShare() {
        List<DevicePlan> plans = IntStream.range(0, 1_000)
                .mapToObj(index -> plan(index, Arrivals.UNPACED, 1, LinkFaults.NONE))
                .toList();
        try (Fleet fleet = new Fleet(plans, links)) {
            fleet.storm(0.3);
            fleet.storm(1);

            await().atMost(Duration.ofSeconds(30)).until(() -> Collections.frequency(links.dropped, "storm") >= 1_200);
            assertThat(links.dropped).hasSizeBetween(1_200, 1_400);
        }
    }

    @Test
    void faultsThatTheClientCannotMakeAreRefused() {
        links.fails = false;

        assertThatThrownBy(() -> new Fleet(List.of(plan(0, Arrivals.UNPACED, 1, new LinkFaults(1, 0, false))), links))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lean");
    }

    private static DevicePlan plan(int index, Arrivals arrivals, int quota, LinkFaults faults) {
        return new DevicePlan(
                DeviceName.at(index, "d-"), Credentials.NONE, LINK, new Beeps(), arrivals, quota, 0, faults);
    }

    private static final class OpenLinks implements LinkFactory {

        private final DefaultEventLoopGroup group = new DefaultEventLoopGroup(1);
        private final List<Long> due = Collections.synchronizedList(new ArrayList<>());
        private final List<Long> left = Collections.synchronizedList(new ArrayList<>());
        private final List<String> dropped = Collections.synchronizedList(new ArrayList<>());
        private final List<Runnable> wakes = new ArrayList<>();
        private volatile boolean open = true;
        private volatile boolean woken;
        private boolean fails = true;

        private void openAll() {
            open = true;
            wakes.forEach(wake -> group.next().execute(wake));
        }

        @Override
        public List<EventExecutor> executors() {
            return List.of(group.next());
        }

        @Override
        public DeviceLink link(Device device, Shard shard) {
            DeviceLink link = new DeviceLink() {
                @Override
                public void connect() {}

                @Override
                public void wake() {
                    woken = true;
                    long now = System.nanoTime();
                    while (open && device.isDue()) {
                        due.add(device.takeNext(now));
                        left.add(now);
                    }
                }

                @Override
                public void drop(String fault) {
                    dropped.add(fault);
                }

                @Override
                public void meetTwin() {}

                @Override
                public void disconnect() {}
            };
            wakes.add(link::wake);
            return link;
        }

        @Override
        public boolean canFail() {
            return fails;
        }

        @Override
        public void close() {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private static final class Beeps implements DeviceMessages {
        @Override
        public String topic(int seq) {
            return "t";
        }

        @Override
        public int qos(int seq) {
            return 1;
        }

        @Override
        public boolean retain(int seq) {
            return false;
        }

        @Override
        public int length(int seq, long epochMillis) {
            return 0;
        }

        @Override
        public int write(byte[] target, int at, int seq, long epochMillis) {
            return at;
        }
    }
}
