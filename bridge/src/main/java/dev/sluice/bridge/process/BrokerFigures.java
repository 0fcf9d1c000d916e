package dev.sluice.bridge.process;

import dev.sluice.bridge.pressure.DeviceFigures;
import dev.sluice.broker.MqttBroker;
import dev.sluice.broker.gate.GateLoop;
import dev.sluice.broker.publish.CloseReason;

/** What the broker's event loops and connections add up to. */
record BrokerFigures(MqttBroker broker) implements DeviceFigures {

    @Override
    public long oldestWithheldNanos() {
        return broker.loops().all().stream()
                .mapToLong(GateLoop::oldestWithheldNanos)
                .max()
                .orElse(0);
    }

    @Override
    public int paused() {
        return broker.loops().all().stream()
                .mapToInt(GateLoop::pausedConnections)
                .sum();
    }

    @Override
    public long refused() {
        return broker.connections().closedFor(CloseReason.SERVER_BUSY);
    }

    @Override
    public long closedAtDeadline() {
        return broker.connections().closedFor(CloseReason.DELIVERY_DEADLINE);
    }

    @Override
    public long handedBackAtDeadline() {
        return broker.loops().all().stream().mapToLong(GateLoop::handedBack).sum();
    }
}
