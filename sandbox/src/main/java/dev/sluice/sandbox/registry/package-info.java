/**
 * A real schema registry with Confluent's REST interface, for tests and the demo.
 *
 * <p>{@link dev.sluice.sandbox.registry.RegistryProcess} is the door: Apicurio Registry in a JVM of its own, on 127.0.0.1 only. Callable from
 * any thread; starting and stopping block for seconds. Knows how that server is configured; knows neither Kafka nor Sluice.
 */
package dev.sluice.sandbox.registry;
