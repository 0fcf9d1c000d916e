package dev.sluice.bridge.command;

import dev.sluice.bridge.observe.EventLog;
import dev.sluice.bridge.process.Bridge;
import dev.sluice.bridge.settings.ListenerSettings;
import dev.sluice.bridge.settings.SluiceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bridge as a process: runs until a signal ends it, and says on the way out what was left. */
final class RunningBridge {

    private static final Logger LOG = LoggerFactory.getLogger(RunningBridge.class);

    private RunningBridge() {}

    /** Returns only if interrupted: a signal ends the process through its shutdown hook, which waits for the drain. */
    static int run(ChosenConfiguration chosen) {
        var settings = chosen.settings();
        var bridge = Bridge.start(chosen.source(), chosen.reading());
        Hangup.handledBy(() -> {
            bridge.certificates().renew();
            bridge.rules().request("SIGHUP");
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(bridge), "sluice-stop"));
        Termination.handled();
        System.out.println("sluice ready: devices connect to " + addresses(settings, bridge.mqttPorts())
                + "; health and metrics at http://" + settings.management().host() + ":" + bridge.managementPort()
                + "; pid " + ProcessHandle.current().pid());
        System.out.flush();
        try {
            new CountDownLatch(1).await();
            return ExitCode.GOOD;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        }
    }

    private static String addresses(SluiceSettings settings, List<Integer> ports) {
        List<String> addresses = new ArrayList<>();
        List<ListenerSettings> listeners = settings.mqtt().listeners();
        for (int i = 0; i < listeners.size(); i++) {
            addresses.add(listeners.get(i).entrance().url(listeners.get(i).host(), ports.get(i)));
        }
        return String.join(" and ", addresses);
    }

    private static void stop(Bridge bridge) {
        long left = bridge.stop();
        if (left == 0) {
            LOG.info("Stopped. Nothing was left in flight.");
        } else {
            LOG.warn(
                    "Stopped with {} messages that Kafka has not acknowledged. Their devices were not answered either and send them again,"
                            + " except for QoS 0 and ack: received, where they are lost.",
                    left);
        }
        EventLog.close();
    }
}
