/**
 * Decodes what devices send most, PUBLISH, and leaves everything else to Netty's decoder behind it, once {@link
 * dev.sluice.broker.decode.StrictPackets} has found nothing in it that the library would overlook.
 *
 * <p>Runs on the connection's event loop, first in its pipeline. Knows the layout of packets; knows nothing of
 * connections, sessions and topics: what a packet means at this moment is for the guard to say.
 */
package dev.sluice.broker.decode;
