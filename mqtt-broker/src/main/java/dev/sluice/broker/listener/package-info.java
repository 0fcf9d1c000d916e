/**
 * Opens the sockets: our own Netty server on Vert.x event loops, and the pipeline that every connection gets.
 *
 * <p>Called from any thread at start and stop; each connection then lives on one event loop. Knows the order of the
 * handlers and nothing of what they do.
 */
package dev.sluice.broker.listener;
