package dev.sluice.simulator.endpoint;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/**
 * Why a connection ended, or was never made.
 *
 * @param reason one of few short texts, to be counted by: {@code connection lost}, {@code 0x8E session taken over}
 * @param detail the same for a person to read; empty = nothing is wrong
 */
public record LinkEnd(String reason, String detail) {

    private static final int SESSION_TAKEN_OVER = 0x8E;

    /** It was meant to end, and nobody needs to hear of it. */
    public static final LinkEnd QUIET = new LinkEnd("", "");

    /** It ended because a fault was made on purpose. */
    public static final LinkEnd CUT_OFF = of("cut off on purpose");

    public static final LinkEnd LOST = of("connection lost");
    public static final LinkEnd NO_CONNACK = new LinkEnd("no CONNACK", "the broker does not answer CONNECT");
    public static final LinkEnd NO_PINGRESP = new LinkEnd("no PINGRESP", "the broker does not answer PINGREQ");

    public static LinkEnd of(String reason) {
        return new LinkEnd(reason, reason);
    }

    public static LinkEnd refused(int code, boolean v5) {
        String reason = ReasonCode.ofConnAck(code, v5);
        return new LinkEnd(reason, "the broker refuses the connection, " + reason);
    }

    public static LinkEnd disconnected(int code) {
        return new LinkEnd(ReasonCode.text(code), "the broker disconnected, reason " + ReasonCode.text(code));
    }

    /** What the broker sent is not MQTT. */
    public static LinkEnd malformed(String what) {
        return new LinkEnd("malformed packet", "the broker sent " + what);
    }

    /** Another connection has the client id now. */
    public boolean isTakenOver() {
        return reason.equals(ReasonCode.text(SESSION_TAKEN_OVER));
    }

    public boolean isQuiet() {
        return detail.isEmpty();
    }

    /** Finds the name for what a socket, a TLS engine or a WebSocket handshake threw, however deeply it is wrapped. */
    public static LinkEnd of(Throwable error) {
        Throwable innermost = error;
        String reason = known(error);
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
            reason = reason == null ? known(innermost) : reason;
        }
        String detail = innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
        return reason == null ? new LinkEnd(LOST.reason, detail) : new LinkEnd(reason, describe(reason, detail));
    }

    private static String describe(String reason, String detail) {
        return reason.equalsIgnoreCase(detail) ? detail : reason + ": " + detail;
    }

    private static String known(Throwable error) {
        if (error instanceof ConnectTimeoutException) {
            return "no answer to TCP connect";
        }
        if (error instanceof NoRouteToHostException) {
            return "no route to host";
        }
        if (error instanceof ConnectException) {
            return "connection refused";
        }
        if (error instanceof UnknownHostException) {
            return "unknown host";
        }
        if (error instanceof SSLException) {
            return "TLS handshake failed";
        }
        return error instanceof WebSocketHandshakeException ? "WebSocket handshake failed" : null;
    }
}
