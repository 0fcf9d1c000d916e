package dev.sluice.sandbox.audit;

import dev.sluice.sandbox.fault.Pause;
import dev.sluice.sandbox.ledger.Findings;
import dev.sluice.sandbox.machine.EnvironmentException;
import dev.sluice.sandbox.machine.TemporaryFolder;
import dev.sluice.sandbox.program.Programs;
import dev.sluice.sandbox.program.Words;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One campaign, from an empty folder to its report. */
public final class Campaign {

    private static final List<Flavour> FLAVOURS = List.of(Flavour.Q1_V3, Flavour.Q1_V5, Flavour.Q2_V3, Flavour.Q2_V5);
    private static final int ATTEMPTS = 3;
    private static final Duration TIME_TO_BEGIN = Duration.ofSeconds(90);
    private static final Duration TIME_TO_DRAIN = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(20);
    /** An acknowledgement that is cut off on its way passes twice on the wire, so a few more than asked for are waited for. */
    private static final double MARGIN = 1.01;

    private static final long LEAST_DISK = 256L * 1024 * 1024;
    private static final long DISK_BYTES_A_MESSAGE = 1_000;

    private final AuditSettings settings;
    private final Consumer<String> say;
    private final Programs programs = Programs.found();
    private final Pause pause = Pause.REAL;

    // of the campaign
    private final List<FaultEffect> effects = new ArrayList<>();
    private final Map<PlannedFault, String> skipped = new LinkedHashMap<>();
    private int inVain;
    private long unanswered;

    private Campaign(AuditSettings settings, Consumer<String> say) {
        this.settings = settings;
        this.say = say;
    }

    /**
     * Runs the whole campaign. All that was started has ended when it returns; the folder with logs, ledgers and configuration stays if it failed.
     *
     * @param say is told how it goes, a line at a time
     * @throws EnvironmentException when one of the parts fails by itself; the message has the end of its log
     */
    public static CampaignReport run(AuditSettings settings, Consumer<String> say) {
        return TemporaryFolder.keptUnless(
                CampaignReport::passed, "sluice-audit-", say, new Campaign(settings, say)::run);
    }

    private CampaignReport run(Path folder) {
        Instant began = Instant.now();
        long disk = Math.max(LEAST_DISK, settings.messages() * DISK_BYTES_A_MESSAGE);
        try (var rig = Rig.start(programs, folder, disk)) {
            rig.contract(settings.contract());
            rig.launchBridge();
            rig.awaitBridge();
            say.accept("Kafka on 127.0.0.1:" + rig.kafka().port() + ", the bridge behind 127.0.0.1:"
                    + rig.proxy().port()
                    + (rig.disk().isThere()
                            ? ""
                            : "; no disk to fill: " + rig.disk().refusal()));
            long start = System.nanoTime();
            try (var timeline = AckTimeline.start(rig.proxy().traffic(), pause)) {
                publishThroughFaults(rig, start);
                return judged(rig, began, start, timeline);
            }
        }
    }

    private void publishThroughFaults(Rig rig, long start) {
        List<Fleet> fleets = new ArrayList<>();
        try {
            for (Flavour flavour : FLAVOURS) {
                fleets.add(Fleet.start(
                        programs,
                        flavour,
                        rig.folder(),
                        rig.proxy().port(),
                        settings.devices() / FLAVOURS.size(),
                        settings.rate() / FLAVOURS.size(),
                        settings.seed()));
            }
            awaitAllAcknowledged(rig);
            var strikes = new Strikes(rig, settings.contract(), start, pause);
            for (PlannedFault fault : settings.plan()) {
                fleets.forEach(Fleet::checkAlive);
                rig.checkAlive();
                strike(rig, strikes, fault);
            }
            await(() -> rig.proxy().traffic().figures().acknowledged() >= settings.messages() * MARGIN, () -> {
                fleets.forEach(Fleet::checkAlive);
                rig.checkAlive();
            });
            fleets.forEach(Fleet::enough);
            unanswered = fleets.stream().mapToLong(Fleet::awaitEnd).sum();
            awaitEmptyJournal(rig);
        } finally {
            fleets.forEach(Fleet::close);
        }
    }

    private void awaitAllAcknowledged(Rig rig) {
        int devices = settings.devices() / FLAVOURS.size() * FLAVOURS.size();
        long deadline = System.nanoTime() + TIME_TO_BEGIN.toNanos();
        await(() -> rig.proxy().traffic().acks().devices().size() >= devices, () -> {
            if (System.nanoTime() > deadline) {
                throw new EnvironmentException("Not all devices were acknowledged something within "
                        + TIME_TO_BEGIN.toSeconds() + " s, before any fault.");
            }
        });
    }

    /** What is acknowledged from the journal reaches Kafka later, so nothing can be compared before. */
    private void awaitEmptyJournal(Rig rig) {
        if (!settings.contract().spools()) {
            return;
        }
        long deadline = System.nanoTime() + TIME_TO_DRAIN.toNanos();
        await(() -> rig.spooled().orElse(1) == 0, () -> {
            rig.checkAlive();
            if (System.nanoTime() > deadline) {
                throw new EnvironmentException("The bridge's journal was not drained within "
                        + TIME_TO_DRAIN.toSeconds() + " s: " + rig.spooled().orElse(-1) + " records are left.");
            }
        });
    }

    private void strike(Rig rig, Strikes strikes, PlannedFault fault) {
        boolean needsDisk = fault.kind() == FaultKind.KAFKA_DISK_FULL || fault.kind() == FaultKind.JOURNAL_DISK_FULL;
        if (needsDisk && !rig.disk().isThere()) {
            skipped.put(
                    fault, "No small disk can be mounted here: " + rig.disk().refusal());
            return;
        }
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            pass(Duration.ofMillis(fault.pauseMillis()));
            FaultEffect effect = strikes.strike(fault);
            if (effect.counts()) {
                effects.add(effect);
                say.accept(line(effect));
                return;
            }
            inVain++;
        }
        skipped.put(fault, "Nothing was in flight in " + ATTEMPTS + " attempts");
    }

    private String line(FaultEffect effect) {
        return String.format(
                "%3d/%d  %-17s %4d in flight, %3d devices; silent %5.1f s, flows again after %4.1f s (all: %4.1f s)%s",
                effect.fault().number(),
                settings.faults(),
                effect.fault().kind().word(),
                effect.inFlight(),
                effect.struck(),
                effect.silentMillis() / 1e3,
                effect.flowedMillis() / 1e3,
                effect.allFlowedMillis() / 1e3,
                effect.recovered() ? "" : "  NOT RECOVERED: " + effect.note());
    }

    private CampaignReport judged(Rig rig, Instant began, long start, AckTimeline timeline) {
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        List<Long> perSecond = timeline.perSecond();
        say.accept(Words.count(rig.proxy().traffic().figures().acknowledged())
                + " acknowledgements have passed. Comparing ledgers and Kafka.");
        var verification = new Verification(rig);
        Map<Flavour, Findings> findings = new TreeMap<>(
                FLAVOURS.parallelStream().collect(Collectors.toConcurrentMap(flavour -> flavour, verification::of)));
        List<Control> controls = new Controls(rig, verification, findings, pause, settings.seed()).all(say);
        return new CampaignReport(
                settings,
                Machine.ours(programs.home()),
                began,
                millis,
                List.copyOf(effects),
                inVain,
                skipped,
                perSecond,
                findings,
                unanswered,
                controls);
    }

    private void await(BooleanSupplier condition, Runnable meanwhile) {
        while (!condition.getAsBoolean()) {
            meanwhile.run();
            pass(LOOK);
        }
    }

    private void pass(Duration time) {
        try {
            pause.pass(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("Interrupted in the middle of a campaign.", e);
        }
    }
}
