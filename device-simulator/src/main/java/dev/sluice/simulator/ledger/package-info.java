/**
 * The devices' own books: what each sent, and what it was told is safe.
 *
 * <p>A {@link dev.sluice.simulator.ledger.DeviceLog} is written by the thread that owns its device and may be read by any other;
 * {@link dev.sluice.simulator.ledger.LedgerFile} writes all of them, from time to time and at the end, by replacing the file as
 * a whole. Sequence numbers of a device begin at 0 and are first sent in ascending order, whatever is repeated later; so order
 * needs no record of its own.
 *
 * <h2>The file</h2>
 * UTF-8 text, one line per device, single spaces:
 * <pre>
 * sluice-ledger 1
 * state=finished qos=1 started=1763760000000 written=1763760020000
 * d-00000 0-1041 0-1039,1041
 * d-00001 0-1040 -
 * total devices=2 sent=2083 acknowledged=1041
 * </pre>
 * A device's line is its name, the sequence numbers it sent and those that were acknowledged: ranges with both ends included,
 * {@code -} for none. {@code state} is {@code running} (its publisher died if it stays so), {@code finished} or
 * {@code interrupted}; times are milliseconds since the epoch. A file without its {@code total} line, or whose totals do not
 * add up, is refused: a ledger that was cut short would hide losses. Acknowledged means: PUBACK at QoS 1, PUBREC at QoS 2.
 */
package dev.sluice.simulator.ledger;
