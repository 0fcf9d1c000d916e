/**
 * Who a device is and what it may do: the questions that the broker asks, and what they are answered with.
 *
 * <p>The guard of a connection asks, on the connection's event loop; an {@link dev.sluice.broker.access.Authenticator} may answer from any thread, an
 * {@link dev.sluice.broker.access.AccessPolicy} answers at once. Knows no socket, no packet and nothing of where passwords or rules come from.
 */
package dev.sluice.broker.access;
