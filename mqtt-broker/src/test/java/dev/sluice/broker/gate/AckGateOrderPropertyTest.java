package dev.sluice.broker.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.publish.AckContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** However disorderly messages are settled, and by whom: in each lane answers leave in order, and each exactly once. */
class AckGateOrderPropertyTest {

    record Lane(int qos, AckContract contract) {}

    @Property(tries = 300)
    void answersLeaveInTheOrderOfTheirPublishes(@ForAll("messages") List<Lane> messages, @ForAll Random random) {
        var device = GatedDevice.mqtt3();
        var order = new ArrayList<StalledIngest.Held>();
        for (var lane : messages) {
            device.ingest.contract = lane.contract();
            order.add(device.publishes(lane.qos()));
        }
        Collections.shuffle(order, random);

        var answers = new ArrayList<Answer>();
        for (var message : order) {
            message.stored();
            if (random.nextBoolean()) {
                answers.addAll(device.answers());
            }
        }
        answers.addAll(device.answers());

        assertThat(byLane(messages, answers)).isEqualTo(byLane(messages, inOrder(messages)));
    }

    @Property(tries = 60)
    void itMakesNoDifferenceHowManyThreadsSettle(
            @ForAll("messages") List<Lane> messages,
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 4) int threads) {
        try (var device = new ThreadedGate()) {
            for (int i = 0; i < messages.size(); i++) {
                device.ingest.contract = messages.get(i).contract();
                device.publishes(messages.get(i).qos(), i + 1);
            }
            var order = new ArrayList<>(device.ingest.held);
            Collections.shuffle(order, random);

            var settling = new ArrayList<CompletableFuture<Void>>();
            for (int thread = 0; thread < threads; thread++) {
                int share = thread;
                settling.add(CompletableFuture.runAsync(() -> {
                    for (int i = share; i < order.size(); i += threads) {
                        order.get(i).stored();
                    }
                }));
            }
            settling.forEach(CompletableFuture::join);

            await().atMost(Duration.ofSeconds(60))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> device.answers.size() >= messages.size());
            assertThat(byLane(messages, device.answers)).isEqualTo(byLane(messages, inOrder(messages)));
        }
    }

    @Provide
    Arbitrary<List<Lane>> messages() {
        return Combinators.combine(Arbitraries.integers().between(1, 2), Arbitraries.of(AckContract.class))
                .as(Lane::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    private static List<Answer> inOrder(List<Lane> messages) {
        var answers = new ArrayList<Answer>();
        for (int i = 0; i < messages.size(); i++) {
            answers.add(messages.get(i).qos() == 1 ? Answer.puback(i + 1) : Answer.pubrec(i + 1));
        }
        return answers;
    }

    private static Map<Lane, List<Answer>> byLane(List<Lane> messages, List<Answer> answers) {
        var lanes = new LinkedHashMap<Lane, List<Answer>>();
        for (var answer : answers) {
            lanes.computeIfAbsent(messages.get(answer.packetId() - 1), lane -> new ArrayList<>())
                    .add(answer);
        }
        return lanes;
    }
}
