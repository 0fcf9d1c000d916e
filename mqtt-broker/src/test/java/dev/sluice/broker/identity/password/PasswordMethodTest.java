package dev.sluice.broker.identity.password;

import static dev.sluice.broker.identity.Shown.by;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.access.Identity;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.access.Verdict;
import dev.sluice.broker.identity.Shown;
import dev.sluice.broker.identity.UnusableProofs;
import dev.sluice.broker.identity.Workers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordMethodTest {

    private final Workers workers = new Workers("test-passwords", 1, 2, Duration.ofMinutes(1));

    @AfterEach
    void stop() {
        workers.close();
    }

    @Test
    void userWithTheRightPasswordIsKnownByItsName() throws UnusableProofs {
        var method = method(4, Duration.ZERO);

        assertThat(verdict(method, by("d").password("plant", "right")))
                .isEqualTo(Verdict.accepted(new Identity("d", Optional.of("plant"), Map.of(), Optional.empty())));
        assertThat(verdict(method, by("d").password("plant", "wrong")))
                .isEqualTo(Verdict.refused(Refusal.BAD_CREDENTIALS));
        assertThat(verdict(method, by("d").password("nobody", "right")))
                .isEqualTo(Verdict.refused(Refusal.BAD_CREDENTIALS));
    }

    @Test
    void userNameAndPasswordAreItsKindAndOneOfThemIsNot() throws UnusableProofs {
        var method = method(4, Duration.ZERO);

        assertThat(method.knows(by("d").password("u", "").credentials())).isTrue();
        assertThat(method.knows(by("d").user("u").credentials())).isFalse();
        assertThat(method.knows(by("d").password(null, "p").credentials())).isFalse();
    }

    @Test
    void rightPasswordIsRecognisedWithoutHashingAndAWrongOneNever() throws Exception {
        var method = method(4, Duration.ofHours(1));
        verdict(method, by("d").password("plant", "right"));
        var release = occupy();

        assertThat(method.judge(by("e").password("plant", "right").credentials()))
                .isCompletedWithValueMatching(Verdict.Accepted.class::isInstance);
        var wrong =
                method.judge(by("d").password("plant", "wrong").credentials()).toCompletableFuture();
        var other =
                method.judge(by("d").password("nobody", "right").credentials()).toCompletableFuture();
        assertThat(wrong).isNotDone();
        assertThat(other).isNotDone();

        release.countDown();
        assertThat(wrong.join()).isEqualTo(Verdict.refused(Refusal.BAD_CREDENTIALS));
        assertThat(other.join()).isEqualTo(Verdict.refused(Refusal.BAD_CREDENTIALS));
    }

    @Test
    void floodBeyondTheQueueHearsBusyAtOnce() throws Exception {
        var method = method(4, Duration.ZERO);
        var release = occupy();
        var waiting = new ArrayList<CompletableFuture<Verdict>>();
        for (int i = 0; i < 2; i++) {
            waiting.add(method.judge(by("d" + i).password("plant", "right").credentials())
                    .toCompletableFuture());
        }

        assertThat(method.judge(by("late").password("plant", "right").credentials()))
                .isCompletedWithValue(Verdict.refused(Refusal.BUSY));
        assertThat(waiting).noneMatch(CompletableFuture::isDone);

        release.countDown();
        assertThat(waiting).allSatisfy(each -> assertThat(each.join()).isInstanceOf(Verdict.Accepted.class));
    }

    @Test
    void oneThatIsClosedLetsNobodyInAnyMore() throws UnusableProofs {
        var method = method(4, Duration.ZERO);
        method.close();

        assertThat(verdict(method, by("d").password("plant", "right"))).isEqualTo(Verdict.refused(Refusal.UNAVAILABLE));
    }

    /** Keeps the only thread busy until the latch is counted down. */
    private CountDownLatch occupy() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        workers.judge(() -> {
            begun.countDown();
            try {
                release.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return Verdict.refused(Refusal.BUSY);
        });
        begun.await();
        return release;
    }

    private PasswordMethod method(int cost, Duration remember) throws UnusableProofs {
        var file = PasswordFile.parse(
                PasswordFile.line("plant", "right".getBytes(UTF_8), cost).getBytes(UTF_8));
        return new PasswordMethod(file, workers, remember, Clock.systemUTC());
    }

    private static Verdict verdict(PasswordMethod method, Shown shown) {
        return method.judge(shown.credentials()).toCompletableFuture().join();
    }
}
