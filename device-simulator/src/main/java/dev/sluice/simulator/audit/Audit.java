package dev.sluice.simulator.audit;

import dev.sluice.simulator.ledger.Ledger;
import dev.sluice.simulator.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An audit under way. */
public final class Audit {

    private static final int SHOWN = 5;

    private final Map<String, DeviceAudit> devices = new LinkedHashMap<>();
    private final List<String> strangers = new ArrayList<>();
    private final Ledger ledger;
    private long unexpected;
    private long undecodable;
    private final List<String> undecodables = new ArrayList<>();

    public Audit(Ledger ledger) {
        this.ledger = ledger;
        for (LedgerEntry entry : ledger.entries()) {
            devices.put(entry.device(), new DeviceAudit(entry));
        }
    }

    /**
     * Kafka holds this message; within a partition calls come in the partition's order.
     *
     * @param partition topic and partition, in any form that tells them apart
     * @param eventId its {@code mqtt.event-id}, or null
     * @param marked whether the device had marked it as a possible repeat
     */
    public void stored(String device, long seq, String partition, byte[] eventId, boolean marked) {
        DeviceAudit audit = devices.get(device);
        if (audit != null && seq >= 0 && seq <= Integer.MAX_VALUE && audit.wasSent((int) seq)) {
            audit.stored((int) seq, partition, eventId, marked);
        } else {
            unexpected++;
            if (strangers.size() < SHOWN) {
                strangers.add("device " + device + " message " + seq + " in " + partition);
            }
        }
    }

    /** Kafka holds something that is no reading. */
    public void undecodable(String place, String reason) {
        undecodable++;
        if (undecodables.size() < SHOWN) {
            undecodables.add(place + ": " + reason);
        }
    }

    public AuditReport report() {
        List<DeviceFindings> findings =
                devices.values().stream().map(DeviceAudit::findings).toList();
        return new AuditReport(
                ledger.qos(),
                ledger.sent(),
                ledger.acknowledged(),
                findings.stream().mapToLong(DeviceFindings::stored).sum(),
                findings.stream().mapToLong(DeviceFindings::lost).sum(),
                findings.stream().mapToLong(DeviceFindings::duplicated).sum(),
                findings.stream().mapToLong(DeviceFindings::sameEventId).sum(),
                findings.stream().mapToLong(DeviceFindings::marked).sum(),
                findings.stream().mapToLong(DeviceFindings::reordered).sum(),
                findings.stream().filter(device -> device.partitions() > 1).count(),
                unexpected,
                undecodable,
                findings.stream().filter(DeviceFindings::isOffence).toList(),
                strangers,
                undecodables);
    }
}
