/**
 * One run of publishing, from connecting to the last acknowledgement that is waited for.
 *
 * <p>Leads a {@link dev.sluice.simulator.fleet.Fleet} from the calling thread, shows progress and keeps the ledger file fresh.
 * Being told to stop is a normal end: the ledger is written either way. Knows no client library and no command line.
 */
package dev.sluice.simulator.publish;
