package dev.sluice.sandbox.audit;

import dev.sluice.sandbox.fault.Direction;
import dev.sluice.sandbox.fault.FloodingDevice;
import dev.sluice.sandbox.fault.Line;
import dev.sluice.sandbox.fault.Pause;
import dev.sluice.sandbox.fault.Slowness;
import dev.sluice.sandbox.machine.EnvironmentException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Lets faults happen to a rig, one at a time, and puts everything right again. */
final class Strikes {

    private static final int FULL_BRIDGE = 200;
    private static final Duration TIME_TO_FILL = Duration.ofSeconds(5);
    private static final Duration TIME_TO_GIVE_UP = Duration.ofSeconds(60);
    private static final Duration TIME_TO_CUT = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(2);
    private static final int PIECE_BYTES = 64;
    private static final int MOST_FLOOD = 50_000;

    private final Rig rig;
    private final Contract contract;
    private final long campaignBegan;
    private final Pause pause;

    Strikes(Rig rig, Contract contract, long campaignBegan, Pause pause) {
        this.rig = rig;
        this.contract = contract;
        this.campaignBegan = campaignBegan;
        this.pause = pause;
    }

    /** Returns when every device that was struck has been acknowledged something again. */
    FaultEffect strike(PlannedFault fault) {
        var seen = new Observation(rig.proxy(), fault, campaignBegan, this::spooled, System::nanoTime, pause);
        var time = Duration.ofMillis(fault.millis());
        switch (fault.kind()) {
            case BRIDGE_KILL -> bridgeKill(seen, time);
            case BRIDGE_KILL_FULL -> bridgeKillFull(seen, time);
            case BRIDGE_STOP -> bridgeStop(seen, time);
            case BRIDGE_FREEZE -> bridgeFreeze(seen, time);
            case KAFKA_KILL, KAFKA_OUTAGE_20, KAFKA_OUTAGE_60 -> kafkaKill(seen, time);
            case KAFKA_STOP -> kafkaStop(seen, time);
            case KAFKA_FREEZE -> kafkaFreeze(seen, time);
            case KAFKA_DISK_FULL -> kafkaDiskFull(seen, time);
            case JOURNAL_DISK_FULL -> journalDiskFull(seen, time);
            case CUT_IN_PACKET -> cutInPacket(seen, chosen(fault), new Random(fault.choice()));
            case CUT_WHILE_FROZEN -> cutWhileFrozen(seen, chosen(fault), time);
            case DEAF_DEVICES -> deafDevices(seen, chosen(fault), time);
            case SLOW_LINKS -> slowLinks(seen, chosen(fault), time, new Random(fault.choice()));
        }
        return seen.awaitRecovery();
    }

    private long spooled() {
        return contract.spools() ? rig.spooled().orElse(0) : 0;
    }

    private void bridgeKill(Observation seen, Duration time) {
        seen.strikes();
        rig.bridge().kill();
        seen.struck();
        pass(time);
        startBridge(seen);
    }

    private void bridgeKillFull(Observation seen, Duration time) {
        rig.kafka().suspend();
        try {
            await(() -> rig.proxy().unanswered(rig.proxy().lines()).count() >= FULL_BRIDGE, TIME_TO_FILL);
            seen.strikes();
            rig.bridge().kill();
            seen.struck();
        } finally {
            rig.kafka().resume();
        }
        pass(time);
        startBridge(seen);
    }

    private void bridgeStop(Observation seen, Duration time) {
        seen.strikes();
        rig.bridge().stop();
        seen.struck();
        pass(time);
        startBridge(seen);
    }

    private void startBridge(Observation seen) {
        rig.launchBridge();
        seen.putRight();
        rig.awaitBridge();
    }

    private void bridgeFreeze(Observation seen, Duration time) {
        seen.strikes();
        rig.bridge().suspend();
        seen.countAgain();
        seen.struck();
        pass(time);
        rig.bridge().resume();
        seen.putRight();
    }

    private void kafkaKill(Observation seen, Duration time) {
        seen.strikes();
        rig.kafka().kill();
        seen.struck();
        pass(time);
        rig.kafka().start();
        seen.putRight();
    }

    private void kafkaStop(Observation seen, Duration time) {
        seen.strikes();
        rig.kafka().stop();
        seen.struck();
        pass(time);
        rig.kafka().start();
        seen.putRight();
    }

    private void kafkaFreeze(Observation seen, Duration time) {
        seen.strikes();
        rig.kafka().suspend();
        seen.countAgain();
        seen.struck();
        pass(time);
        rig.kafka().resume();
        seen.putRight();
    }

    private void kafkaDiskFull(Observation seen, Duration time) {
        rig.disk().fill();
        // What counts is in flight when Kafka gives up, which it does when it next needs a page.
        seen.strikes();
        boolean gaveUp = await(
                () -> {
                    if (rig.kafka().alive()) {
                        seen.strikes();
                    }
                    return !rig.kafka().alive();
                },
                TIME_TO_GIVE_UP);
        seen.struck();
        pass(time);
        rig.disk().makeRoom();
        if (!gaveUp) {
            seen.note("Kafka went on.");
        }
        rig.kafka().start();
        seen.putRight();
    }

    /** Kafka is frozen, since what it takes gives the journal room again; strangers use up what the journal had taken of the disk before. */
    private void journalDiskFull(Observation seen, Duration time) {
        rig.kafka().suspend();
        rig.journalDisk().fill();
        try (var strangers = Strangers.flood(rig.mqttPort())) {
            boolean refused = await(
                    () -> !rig.bridge().alive()
                            || rig.proxy().unanswered(rig.proxy().lines()).count() >= FULL_BRIDGE,
                    TIME_TO_GIVE_UP);
            seen.strikes();
            seen.struck();
            pass(time);
            seen.note((refused ? "" : "The journal had room to the end. ") + strangers.published());
        } finally {
            rig.journalDisk().makeRoom();
            rig.kafka().resume();
        }
        seen.putRight();
        if (!rig.bridge().alive()) {
            seen.note("The bridge gave up.");
            startBridge(seen);
        }
    }

    private void cutInPacket(Observation seen, List<Line> lines, Random random) {
        seen.strikes(lines);
        lines.forEach(
                line -> line.cutWithinNextPacket(random.nextBoolean() ? Direction.FROM_DEVICE : Direction.TO_DEVICE));
        await(() -> lines.stream().noneMatch(Line::isOpen), TIME_TO_CUT);
        lines.forEach(Line::cut);
        seen.countAgain(lines);
        seen.struck();
        seen.putRight();
    }

    private void cutWhileFrozen(Observation seen, List<Line> lines, Duration time) {
        rig.kafka().suspend();
        try {
            await(() -> rig.proxy().unanswered(lines).count() >= lines.size(), TIME_TO_FILL);
            seen.strikes(lines);
            lines.forEach(Line::cut);
            seen.struck();
            pass(time);
        } finally {
            rig.kafka().resume();
        }
        seen.putRight();
    }

    private void deafDevices(Observation seen, List<Line> lines, Duration time) {
        try (var flood = FloodingDevice.start(
                rig.mqttPort(), "flood", "devices/flood/flood/telemetry", BridgeRules.PAYLOAD, MOST_FLOOD)) {
            seen.strikes(lines);
            lines.forEach(Line::deafen);
            pass(time);
            seen.note(String.format(Locale.ROOT, "The flooding device got rid of %,d messages.", flood.published()));
        }
        seen.countAgain(lines);
        lines.forEach(Line::cut);
        seen.struck();
        seen.putRight();
    }

    private void slowLinks(Observation seen, List<Line> lines, Duration time, Random random) {
        var slowness = new Slowness(PIECE_BYTES, Duration.ofMillis(10 + random.nextInt(90)));
        seen.strikes(lines);
        lines.forEach(line -> line.slow(slowness));
        pass(time);
        seen.countAgain(lines);
        lines.forEach(Line::cut);
        seen.struck();
        seen.putRight();
        seen.note("A pause of " + slowness.pause().toMillis() + " ms after each piece.");
    }

    /** So many of the connections that are there as the plan says, at least one. */
    private List<Line> chosen(PlannedFault fault) {
        List<Line> lines = new ArrayList<>(rig.proxy().lines());
        lines.sort((one, other) -> one.clientId().compareTo(other.clientId()));
        Collections.shuffle(lines, new Random(fault.choice()));
        return List.copyOf(lines.subList(0, Math.min(lines.size(), Math.max(1, lines.size() * fault.share() / 100))));
    }

    private boolean await(BooleanSupplier condition, Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pass(LOOK);
        }
        return true;
    }

    private void pass(Duration time) {
        try {
            pause.pass(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("Interrupted in the middle of a fault.", e);
        }
    }
}
