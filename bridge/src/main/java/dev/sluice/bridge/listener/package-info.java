/**
 * What listeners need beyond an address: how devices come in there as it is written, and their certificates while the process runs.
 *
 * <p>Owns the thread that looks at certificates. Settings read {@link dev.sluice.bridge.listener.ListenerEntrance}; the process starts
 * {@link dev.sluice.bridge.listener.CertificateWatch}. Knows the broker's listeners; knows neither rules nor Kafka.
 */
package dev.sluice.bridge.listener;
