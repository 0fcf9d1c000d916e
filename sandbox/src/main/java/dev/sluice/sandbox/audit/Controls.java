package dev.sluice.sandbox.audit;

import dev.sluice.sandbox.fault.Pause;
import dev.sluice.sandbox.kafka.Topics;
import dev.sluice.sandbox.ledger.Findings;
import dev.sluice.sandbox.machine.EnvironmentException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Losses made on purpose, after the campaign: an audit that does not find them proves nothing. The second takes a record away from the
 * campaign's own topics, so all else must have been compared before.
 */
final class Controls {

    private static final int ATTEMPTS = 5;
    private static final int DEVICES = 20;
    private static final int RATE = 2_000;
    private static final int ACKNOWLEDGED_BEFORE = 500;
    private static final int ACKNOWLEDGED_IN_VAIN = 200;
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final Rig rig;
    private final Verification verification;
    private final Map<Flavour, Findings> campaign;
    private final Pause pause;
    private final long seed;

    /** @param campaign what was found before anything was lost on purpose */
    Controls(Rig rig, Verification verification, Map<Flavour, Findings> campaign, Pause pause, long seed) {
        this.rig = rig;
        this.verification = verification;
        this.campaign = campaign;
        this.pause = pause;
        this.seed = seed;
    }

    List<Control> all(Consumer<String> say) {
        say.accept("control: an acknowledgement that Kafka knows nothing of");
        Control ledger = inventedAcknowledgement();
        say.accept("control: a record taken away from Kafka");
        Control record = recordTakenAway();
        say.accept("control: the same kill with ack: received");
        return List.of(ledger, record, acknowledgedOnReceipt());
    }

    private Control inventedAcknowledgement() {
        Path ledger = Fleet.ledger(Flavour.Q1_V3, rig.folder());
        Findings found =
                verification.of(Flavour.Q1_V3, AlteredLedger.of(ledger, ledger.resolveSibling("ledger-invented")));
        return new Control(
                "One acknowledgement added to a ledger, of a message that was never sent",
                oneMoreThanBefore(Flavour.Q1_V3, found),
                found.line());
    }

    private Control recordTakenAway() {
        try (var topics = new Topics(rig.kafka().bootstrapServers())) {
            topics.deleteOldestRecord(Flavour.Q1_V5.kafkaTopic());
        }
        Findings found = verification.of(Flavour.Q1_V5);
        return new Control(
                "One record of an acknowledged message deleted from Kafka",
                oneMoreThanBefore(Flavour.Q1_V5, found),
                found.line());
    }

    private boolean oneMoreThanBefore(Flavour flavour, Findings found) {
        return found.lost() == campaign.get(flavour).lost() + 1;
    }

    /** What is in the bridge's memory at the kill differs each time, so it is tried until something was. */
    private Control acknowledgedOnReceipt() {
        Findings found = Findings.NONE;
        rig.bridge().stop();
        rig.contract(Contract.LOSSY);
        int attempt = 0;
        while (found.lost() == 0 && attempt < ATTEMPTS) {
            attempt++;
            emptyControlTopic();
            found = killWhileReceiving();
        }
        return new Control("bridge-kill-full with ack: received, attempt " + attempt, found.lost() > 0, found.line());
    }

    private void emptyControlTopic() {
        try (var topics = new Topics(rig.kafka().bootstrapServers())) {
            topics.delete(Flavour.CONTROL.kafkaTopic());
        }
        rig.createTopic(Flavour.CONTROL);
    }

    private Findings killWhileReceiving() {
        rig.launchBridge();
        rig.awaitBridge();
        long before = acknowledged();
        try (var fleet = Fleet.start(
                rig.programs(), Flavour.CONTROL, rig.folder(), rig.proxy().port(), DEVICES, RATE, seed)) {
            await(() -> acknowledged() > before + ACKNOWLEDGED_BEFORE);
            rig.kafka().suspend();
            long frozen = acknowledged();
            await(() -> acknowledged() > frozen + ACKNOWLEDGED_IN_VAIN);
            rig.bridge().kill();
            rig.kafka().resume();
            rig.launchBridge();
            rig.awaitBridge();
            long again = acknowledged();
            await(() -> acknowledged() > again + ACKNOWLEDGED_BEFORE);
            fleet.enough();
            fleet.awaitEnd();
        }
        rig.bridge().stop();
        return verification.of(Flavour.CONTROL);
    }

    private long acknowledged() {
        return rig.proxy().traffic().figures().acknowledged();
    }

    private void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new EnvironmentException(
                        "The control's devices were not acknowledged enough within " + BOUND.toSeconds() + " s.");
            }
            try {
                pause.pass(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EnvironmentException("Interrupted during a control.", e);
            }
        }
    }
}
