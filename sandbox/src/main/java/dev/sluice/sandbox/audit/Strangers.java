package dev.sluice.sandbox.audit;

import dev.sluice.sandbox.fault.FloodingDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Devices in nobody's ledger that flood the bridge with large messages. Many, since one alone is given only a share of what is free. */
final class Strangers implements AutoCloseable {

    private static final int COUNT = 15;
    private static final int MOST_MESSAGES_EACH = 5_000;

    private final List<FloodingDevice> devices = new ArrayList<>();

    private Strangers() {}

    static Strangers flood(int port) {
        var strangers = new Strangers();
        try {
            for (int i = 0; i < COUNT; i++) {
                var name = "stranger-" + i;
                strangers.devices.add(FloodingDevice.start(
                        port,
                        name,
                        "devices/flood/" + name + "/telemetry",
                        BridgeRules.LARGE_PAYLOAD,
                        MOST_MESSAGES_EACH));
            }
            return strangers;
        } catch (RuntimeException refused) {
            strangers.close();
            throw refused;
        }
    }

    /** In words. */
    String published() {
        return String.format(
                Locale.ROOT,
                "%d strangers got rid of %,d large messages.",
                devices.size(),
                devices.stream().mapToLong(FloodingDevice::published).sum());
    }

    @Override
    public void close() {
        devices.forEach(FloodingDevice::close);
    }
}
