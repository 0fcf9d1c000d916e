/**
 * A real Kafka of one node (KRaft: broker and controller in one), for tests, the demo and the benchmark.
 *
 * <p>Two doors: {@link dev.sluice.sandbox.kafka.KafkaSandbox} runs it inside this JVM, {@link
 * dev.sluice.sandbox.kafka.KafkaProcess} in a JVM of its own that can be killed and frozen. Both listen on 127.0.0.1 only
 * and start again on the same folder and port. Callable from any thread; starting and stopping block for seconds. Knows
 * Kafka's server; knows nothing of MQTT or Sluice.
 */
package dev.sluice.sandbox.kafka;
