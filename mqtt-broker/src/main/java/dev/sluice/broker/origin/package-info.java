/**
 * Where a connection comes from and what is proven of it before it has said a word of MQTT.
 *
 * <p>Owns what is kept with the channel about that. The entrance of a listener writes it, the guard reads it at CONNECT, both on the
 * connection's event loop. Knows channels and certificates; knows neither listeners nor MQTT.
 */
package dev.sluice.broker.origin;
