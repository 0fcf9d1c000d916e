/**
 * What takes minutes: outages of Kafka under load, a noisy neighbour, a soak. Each prints what it measured.
 *
 * <p>Everything runs as a process of its own, as a user would run it. The long forms are tagged {@code campaign}, which {@code mvn verify} leaves out; the profile
 * {@code campaigns} runs nothing else. What a form in {@code mvn verify} asserts has nothing to do with how fast the machine is.
 */
package dev.sluice.bridge.campaign;
