package dev.sluice.bridge.spool;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The records of one device that are in memory and wait, oldest first. */
final class DeviceQueue {

    private static final Comparator<Spooled> IN_ORDER = Comparator.comparingLong(record -> record.sequence);

    final long device;
    final PriorityQueue<Spooled> waiting = new PriorityQueue<>(4, IN_ORDER);

    DeviceQueue(long device) {
        this.device = device;
    }
}
