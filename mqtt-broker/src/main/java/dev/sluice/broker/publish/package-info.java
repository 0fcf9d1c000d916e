/**
 * What the broker hands out: a PUBLISH and the one way to answer it.
 *
 * <p>Owns the vocabulary between the broker and whoever stores messages. {@link dev.sluice.broker.publish.IngestLane}
 * is called on the connection's event loop; a {@link dev.sluice.broker.publish.HeldAck} may be settled from any thread.
 * Knows nothing of Netty's pipeline, of Moquette or of where messages go.
 */
package dev.sluice.broker.publish;
