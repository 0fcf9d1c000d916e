/**
 * TLS 1.2 and 1.3 in front of a listener, with the JDK's provider.
 *
 * <p>Owns the server's certificate and key and the CAs of devices, as files and in force. {@link dev.sluice.broker.tls.ServerTls} is the
 * door: it may be renewed from any thread, while handshakes go on; the arithmetic of a handshake runs on threads of its own, everything
 * else on the connection's event loop. Knows nothing of MQTT.
 */
package dev.sluice.broker.tls;
