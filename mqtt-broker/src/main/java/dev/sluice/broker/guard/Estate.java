package dev.sluice.broker.guard;

import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.ConnectedDevice;
import dev.sluice.broker.session.DeviceSession;
import dev.sluice.broker.will.Will;
import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttReasonCodes;

/** What a connected device leaves behind when its connection ends: its session and its will. Event loop only. */
final class Estate {

    private final GuardServices services;
    private final Channel channel;
    private final ConnectedDevice device;
    private final DeviceSession session;
    private final Permit permit;
    private Will will;
    private long sessionExpirySeconds;

    /** @param will null for none */
    Estate(
            GuardServices services,
            Channel channel,
            ConnectedDevice device,
            DeviceSession session,
            Will will,
            Permit permit,
            long sessionExpirySeconds) {
        this.services = services;
        this.channel = channel;
        this.device = device;
        this.session = session;
        this.will = will;
        this.permit = permit;
        this.sessionExpirySeconds = sessionExpirySeconds;
    }

    ConnectedDevice device() {
        return device;
    }

    DeviceSession session() {
        return session;
    }

    /** Returns whether answers that speak of the session wait until the disk has it. */
    boolean keepSession() {
        return services.local()
                .connected(
                        device.clientId(),
                        session.number(),
                        sessionExpirySeconds,
                        permit.identity().owner());
    }

    /** Moquette is to know how long the session outlives the connection. */
    void settleExpiry() {
        services.local().sessionExpires(channel, sessionExpirySeconds);
    }

    /** The device's DISCONNECT (MQTT 5.0 §3.14). */
    void farewell(MqttMessage packet) throws Violation {
        if (device.hearsReasons()
                && packet.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header) {
            if (header.reasonCode() == MqttReasonCodes.Disconnect.NORMAL_DISCONNECT.byteValue()) {
                will = null;
            }
            if (header.properties().getProperty(MqttProperties.SESSION_EXPIRY_INTERVAL)
                    instanceof IntegerProperty seconds) {
                if (sessionExpirySeconds == 0 && seconds.value() != 0) {
                    throw new Violation(CloseReason.PROTOCOL_ERROR, "DISCONNECT revives a session expiry of 0");
                }
                sessionExpirySeconds = Integer.toUnsignedLong(seconds.value());
                settleExpiry();
                keepSession();
            }
        } else {
            will = null;
        }
    }

    /**
     * The device is about to be sent to another server. A will that nothing delays goes first, as it must not come behind what its device says
     * there. One with a delay is dropped: nobody here will know that the device came back in time.
     *
     * @param stored runs when it is, on any thread; at once if there is none
     */
    void publishWillAhead(Runnable stored) {
        var last = will;
        will = null;
        if (last == null || last.delaySecondsWithin(sessionExpirySeconds) > 0) {
            stored.run();
            return;
        }
        services.wills().publish(channel, device, last, () -> permit.mayStillPublish(last), settlement -> stored.run());
    }

    boolean endsWithConnection() {
        return sessionExpirySeconds == 0;
    }

    /** The connection has ended, and everybody behind us knows. */
    void connectionLost() {
        if (will != null) {
            var last = will;
            services.wills()
                    .connectionLost(channel, device, last, sessionExpirySeconds, () -> permit.mayStillPublish(last));
        }
        if (endsWithConnection()) {
            services.sessions().ended(device.clientId(), session);
        } else {
            services.local().away(device.clientId());
        }
    }
}
