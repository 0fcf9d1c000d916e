package dev.sluice.simulator.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was run against what.
 *
 * @param scenario its name
 * @param broker where the devices connected, without credentials
 * @param client the MQTT library that devices used
 * @param command what to type for the same again, without secrets; see {@link ShownCommand}
 * @param details anything else worth knowing, in the order in which it is shown: QoS, MQTT version, payload, rate
 */
public record Setup(
        String scenario, String broker, String client, long seed, String command, Map<String, String> details) {

    /** Begins the name of a detail that says how the run went, not how it was set up. */
    public static final String RESULT = "result of ";

    public Setup {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
