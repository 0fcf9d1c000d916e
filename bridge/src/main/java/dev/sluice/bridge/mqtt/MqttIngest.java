package dev.sluice.bridge.mqtt;

import dev.sluice.bridge.pipeline.IngestPipeline;
import dev.sluice.bridge.pressure.Backpressure;
import dev.sluice.bridge.source.Delivery;
import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.ConnectedDevice;
import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.Ingest;
import dev.sluice.broker.publish.IngestLane;
import dev.sluice.broker.publish.ReceivedPublish;
import dev.sluice.mapping.message.DeviceMessage;
import java.util.Set;

/** Leads every connection of the broker into the pipeline. */
public final class MqttIngest implements Ingest {

    private final IngestPipeline pipeline;
    private final Backpressure backpressure;

    public MqttIngest(IngestPipeline pipeline, Backpressure backpressure) {
        this.pipeline = pipeline;
        this.backpressure = backpressure;
    }

    @Override
    public boolean admits(ConnectedDevice device) {
        return backpressure.admits(device.clientId());
    }

    @Override
    public IngestLane connected(ConnectedDevice device) {
        return new Lane(device, pipeline.enter(device.clientId(), device.session()));
    }

    @Override
    public Set<Integer> storedBefore(String clientId, long session) {
        return pipeline.storedBefore(clientId, session);
    }

    @Override
    public void sessionEnded(String clientId) {
        pipeline.sessionEnded(clientId);
    }

    private record Lane(ConnectedDevice device, IngestPipeline.Door door) implements IngestLane {

        @Override
        public AckContract receive(ReceivedPublish publish, HeldAck ack) {
            var message = new DeviceMessage(
                    publish.topic(),
                    device.clientId(),
                    publish.qos(),
                    publish.retained(),
                    publish.duplicate(),
                    publish.payload(),
                    publish.receivedAtMillis(),
                    publish.eventId(),
                    Properties.of(publish.properties()));
            return door.receive(new Delivery(message, publish.packetId(), ack, device.hearsReasons()));
        }

        @Override
        public void released(int packetId, HeldAck ack) {
            door.released(packetId, ack);
        }

        @Override
        public boolean mayRead() {
            return door.mayRead();
        }

        @Override
        public boolean mayProbe() {
            return door.mayProbe();
        }

        @Override
        public void disconnected() {
            door.leave();
        }
    }
}
