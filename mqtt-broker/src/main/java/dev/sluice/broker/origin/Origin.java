package dev.sluice.broker.origin;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Where a connection comes from.
 *
 * @param remote the device's own address, also where a proxy stands in between and says so
 * @param certificate the device's own, verified by TLS against the listener's client CA
 */
public record Origin(SocketAddress remote, Optional<X509Certificate> certificate) {

    private static final AttributeKey<InetSocketAddress> CLIENT = AttributeKey.valueOf(Origin.class, "client");

    /** What is known at this moment: all of it once the first byte of MQTT has come. */
    public static Origin of(Channel channel) {
        return new Origin(remote(channel), certificate(channel.pipeline().get(SslHandler.class)));
    }

    /** The proxy that is at the other end, and that is believed, has named the device's address. */
    public static void isBehindProxy(Channel channel, InetSocketAddress client) {
        channel.attr(CLIENT).set(client);
    }

    /** Host and port, for people to read. */
    public String address() {
        return String.valueOf(remote);
    }

    private static SocketAddress remote(Channel channel) {
        var client = channel.hasAttr(CLIENT) ? channel.attr(CLIENT).get() : null;
        return client == null ? channel.remoteAddress() : client;
    }

    private static Optional<X509Certificate> certificate(SslHandler tls) {
        if (tls == null) {
            return Optional.empty();
        }
        try {
            return tls.engine().getSession().getPeerCertificates()[0] instanceof X509Certificate itsOwn
                    ? Optional.of(itsOwn)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }
}
