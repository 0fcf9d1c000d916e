/**
 * A publisher that costs next to nothing: MQTT 3.1.1 and 5, publishing only, by hand on Netty.
 *
 * <p>It exists for measuring. Where the load generator shares its machine with what it measures, a general client library takes
 * more CPU than the bridge under test. Here frames are written as bytes into one array per batch, answers are read as bytes,
 * and a connection makes one write per batch of answers. No TLS, no authentication, no subscriptions: that is for the other client.
 *
 * <p>A {@link dev.sluice.simulator.lean.LeanFactory} is the door. A {@code LeanLink} lives as long as its device, a
 * {@code Conversation} as long as one connection; both run on the device's event loop only. Source of all byte layouts: MQTT 5.0 and
 * 3.1.1, chapter 3.
 */
package dev.sluice.simulator.lean;
