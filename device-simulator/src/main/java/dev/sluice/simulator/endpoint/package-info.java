/**
 * Where devices connect, and by what papers: addresses, TLS, and the short names of what can go wrong on the way.
 *
 * <p>A {@link dev.sluice.simulator.endpoint.BrokerAddress} says where and over what, {@link dev.sluice.simulator.endpoint.TlsSettings}
 * which files prove whom, {@link dev.sluice.simulator.endpoint.TlsPapers} are those files read, and a
 * {@link dev.sluice.simulator.endpoint.LinkEnd} says why a connection ended or was never made. All immutable; any thread. Knows no MQTT client.
 */
package dev.sluice.simulator.endpoint;
