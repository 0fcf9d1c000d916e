package dev.sluice.bridge.command;

import dev.sluice.bridge.settings.MqttSettings;
import dev.sluice.mapping.lint.Advice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What may not be wanted about listeners. */
final class ListenerAdvice {

    private ListenerAdvice() {}

    static List<Advice> of(MqttSettings mqtt) {
        var advice = new ArrayList<Advice>();
        for (int i = 0; i < mqtt.listeners().size(); i++) {
            var listener = mqtt.listeners().get(i);
            advice.addAll(
                    listener.entrance().advice("mqtt.listeners[" + i + "]", !listener.isLoopback(), Instant.now()));
        }
        return advice;
    }
}
