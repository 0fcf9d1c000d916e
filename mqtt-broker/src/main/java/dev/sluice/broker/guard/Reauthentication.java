package dev.sluice.broker.guard;

import dev.sluice.broker.access.Credentials;
import dev.sluice.broker.access.Dialogue;
import dev.sluice.broker.access.Identity;
import dev.sluice.broker.access.Verdict;
import dev.sluice.broker.publish.CloseReason;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Ends a connection when what its device has proven holds no longer, and lets the device prove itself anew before (MQTT 5.0 §4.12.1). Event loop only. */
final class Reauthentication {

    /** Some clocks are wrong, and a timer for ever is none. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final GuardServices services;
    private final ProtocolGuard guard;
    private final ChannelHandlerContext context;
    private final Identity identity;
    private final String method;
    private AuthTalk talk;
    private ScheduledFuture<?> end;

    /** @param method that of CONNECT; null for none */
    Reauthentication(
            GuardServices services,
            ProtocolGuard guard,
            ChannelHandlerContext context,
            Identity identity,
            String method) {
        this.services = services;
        this.guard = guard;
        this.context = context;
        this.identity = identity;
        this.method = method;
        endAt(identity.expires());
    }

    private void endAt(Optional<Instant> expires) {
        if (end != null) {
            end.cancel(false);
        }
        end = expires.map(this::scheduled).orElse(null);
    }

    private ScheduledFuture<?> scheduled(Instant expires) {
        var left = Duration.between(Instant.now(), expires);
        long millis = left.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : Math.max(0, left.toMillis());
        return context.executor().schedule(() -> guard.close(CloseReason.PROOF_EXPIRED), millis, TimeUnit.MILLISECONDS);
    }

    /** An AUTH of the connected device. */
    void said(MqttMessage packet, Credentials shown) throws Violation {
        if (method == null) {
            throw new Violation(CloseReason.PROTOCOL_ERROR, "AUTH from a device that has named no method in CONNECT");
        }
        if (AuthTalk.isReauthentication(packet) == (talk != null)) {
            throw new Violation(CloseReason.PROTOCOL_ERROR, "AUTH out of its turn");
        }
        if (talk != null) {
            next(talk.goOn(packet));
            return;
        }
        var data = AuthTalk.data(packet, method);
        var dialogue = services.access().authenticator().begin(method, shown);
        if (dialogue.isEmpty()) {
            guard.close(CloseReason.NOT_AUTHORIZED);
            return;
        }
        talk = new AuthTalk(method, dialogue.get());
        next(talk.begin(data));
    }

    private void next(Dialogue.Step step) {
        if (step instanceof Dialogue.Challenge challenge) {
            context.writeAndFlush(talk.challenge(challenge.data()));
            return;
        }
        var ended = (Dialogue.Ended) step;
        if (ended.verdict() instanceof Verdict.Accepted accepted && isTheSame(accepted.identity())) {
            endAt(accepted.identity().expires());
            context.writeAndFlush(talk.success(ended.data()));
            talk = null;
        } else {
            guard.close(CloseReason.NOT_AUTHORIZED);
        }
    }

    private boolean isTheSame(Identity proven) {
        return proven.clientId().equals(identity.clientId()) && proven.user().equals(identity.user());
    }

    void connectionEnded() {
        if (end != null) {
            end.cancel(false);
        }
    }
}
