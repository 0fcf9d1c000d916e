/**
 * The PROXY protocol, versions 1 and 2: a load balancer says from whom a connection really is, in a header before everything else.
 *
 * <p>{@link dev.sluice.broker.proxy.ProxyEntrance} is the door; whom it believes is {@link dev.sluice.broker.proxy.TrustedProxies}. Runs on the
 * connection's event loop only, for its first bytes. Knows addresses; knows neither TLS nor MQTT.
 */
package dev.sluice.broker.proxy;
