package dev.sluice.sandbox.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.sandbox.ledger.Findings;
import dev.sluice.sandbox.machine.MachineClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Replicas went and came back under load: what devices noticed. */
final class DisturbanceReport extends RehearsalReport {

    private final RehearsalSettings settings;
    private final Instant began;
    private final double loadBefore;
    private final List<Phase> phases;
    private final List<Departure> departures;
    private final Map<String, Long> inTheEnd;
    private final List<DeviceSecond> seconds;
    private final Findings findings;
    private final JsonNode machine;

    DisturbanceReport(
            RehearsalSettings settings,
            Instant began,
            double loadBefore,
            List<Phase> phases,
            List<Departure> departures,
            Map<String, Long> inTheEnd,
            List<DeviceSecond> seconds,
            Findings findings,
            JsonNode machine) {
        this.settings = settings;
        this.began = began;
        this.loadBefore = loadBefore;
        this.phases = phases;
        this.departures = departures;
        this.inTheEnd = inTheEnd;
        this.seconds = seconds;
        this.findings = findings;
        this.machine = machine;
    }

    @Override
    Findings findings() {
        return findings;
    }

    @Override
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        departures.stream()
                .filter(departure -> departure.backMillis() == Departure.NEVER)
                .forEach(departure ->
                        complaints.add("Not all devices of " + departure.replica() + " found another replica."));
        long acknowledged = phases.get(phases.size() - 1).acknowledgedPerSecond();
        if (acknowledged == 0) {
            complaints.add("Nothing was acknowledged after everything had come back.");
        }
        return complaints;
    }

    @Override
    List<String> table() {
        return new DisturbanceTable(settings, loadBefore, phases, departures, inTheEnd, findings).lines();
    }

    @Override
    Map<String, Object> figures() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("scene", settings.scene().word());
        all.put("command", settings.command());
        all.put("began", began.toString());
        all.put("machine", machine);
        all.put("cores", MachineClock.cores());
        all.put("loadAverageBefore", loadBefore);
        all.put("phases", phases);
        all.put("departures", departures);
        all.put("devicesInTheEnd", inTheEnd);
        all.put("findings", findings);
        all.put("seconds", seconds.stream().map(DisturbanceReport::second).toList());
        return all;
    }

    private static Map<String, Object> second(DeviceSecond second) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("from", second.from().toString());
        row.put("offered", second.offered());
        row.put("acknowledged", second.acknowledged());
        row.put("p50Micros", second.p50Micros());
        row.put("p99Micros", second.p99Micros());
        row.put("reconnects", second.reconnects());
        row.put("connectFailures", second.connectFailures());
        row.put("connected", second.connected());
        row.put("repeated", second.repeated());
        return row;
    }
}
