package dev.sluice.broker.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.session.DeviceSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settlements from another thread while the device changes its connection: each resend is answered, and answered once. */
class ResendRaceTest {

    private static final int ROUNDS = 200;
    private static final int WINDOW = 10;
    private static final List<Integer> IDS =
            IntStream.rangeClosed(1, WINDOW).boxed().toList();

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyResendIsAnsweredOnceHoweverItsFirstCopyIsSettled(int qos) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var session = new DeviceSession(WINDOW, 1, Set.of());
            try (var before = new ThreadedGate(session);
                    var after = new ThreadedGate(session)) {
                IDS.forEach(packetId -> before.publishes(qos, packetId, false));
                var held = new ArrayList<>(before.ingest.held);
                before.close();
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> before.ingest.disconnected); // as the guard does, before it lets the next in
                var together = new CyclicBarrier(2);
                var settling = CompletableFuture.runAsync(() -> {
                    meet(together);
                    held.forEach(StalledIngest.Held::stored);
                });

                meet(together);
                IDS.forEach(packetId -> after.publishes(qos, packetId, true));
                settling.join();

                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> after.answers.size() >= WINDOW);
                assertThat(after.answers).extracting(Answer::packetId).containsExactlyElementsOf(IDS);
                assertThat(after.ingest.held).isEmpty();
            }
        }
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
