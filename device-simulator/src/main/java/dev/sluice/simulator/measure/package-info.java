/**
 * What happens to devices, counted and timed as it happens, and read out a second at a time.
 *
 * <p>Each thread of devices writes its own {@link dev.sluice.simulator.measure.Meter}, some hundred thousand times a second, without a lock or
 * an allocation. {@link dev.sluice.simulator.measure.RunMeasures} reads all of them on a thread of its own and watches the generator itself: a
 * measurement is worth as much as the one who measures was idle. Every latency is counted from the moment a message was due as well as from
 * the moment it left. Knows no MQTT, no Kafka and no words for people, save its warnings.
 */
package dev.sluice.simulator.measure;
