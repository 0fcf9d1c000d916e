/**
 * Decodes what devices send most, PUBLISH, and leaves everything else to Netty's decoder behind it.
 *
 * <p>Runs on the connection's event loop, first in its pipeline. Knows the layout of PUBLISH and of a fixed header; knows nothing of what is
 * allowed beyond that: whatever is unusual goes to the library, which says what is wrong with it.
 */
package dev.sluice.broker.decode;
