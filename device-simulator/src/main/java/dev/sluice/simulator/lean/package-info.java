/**
 * A publisher that costs next to nothing: MQTT 3.1.1 and 5, publishing only, by hand on Netty.
 *
 * <p>It exists for measuring. Where the load generator shares its machine with what it measures, a general client library takes
 * more CPU than the bridge under test. Here frames are written as bytes into one array per batch, answers are read as bytes,
 * and a connection makes one write per batch of answers. TLS and WebSocket are Netty's, in front of that. It subscribes to nothing. Because
 * its sockets are its own, it can also fail as devices do: go without DISCONNECT, read slowly, meet a twin.
 *
 * <p>A {@link dev.sluice.simulator.lean.LeanFactory} is the door. A {@code LeanLink} lives as long as its device, a
 * {@code Conversation} and its {@code Flow} as long as one connection; both run on the device's event loop only. Source of all byte layouts: MQTT 5.0 and
 * 3.1.1, chapter 3.
 */
package dev.sluice.simulator.lean;
