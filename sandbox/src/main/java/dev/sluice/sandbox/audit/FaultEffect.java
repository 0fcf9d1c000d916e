package dev.sluice.sandbox.audit;

/**
 * What one fault did, as seen on the wire between the devices and the bridge. Times are milliseconds.
 *
 * @param atMillis when it struck, since the campaign began
 * @param struck devices whose connections it concerned
 * @param inFlight messages of theirs that the bridge had been given and had not answered, at the moment before
 * @param caught how many of those were still unanswered once it had struck
 * @param spooled records that its journal held for Kafka at the moment before, as the bridge says; 0 without a journal
 * @param lastedMillis from the strike until it was put right (a server that was started again: until it ran, the bridge; until it was
 *     ready, Kafka)
 * @param silentMillis the longest time without acknowledgement, of the whole fleet; of the worst device where only some were struck
 * @param flowedMillis from then until one of the struck devices had an acknowledgement again
 * @param allFlowedMillis from then until all of them had
 * @param connections made from the strike until then
 * @param sessionsFound of those, by devices that were told that their session is present
 * @param repeats messages that were sent with DUP meanwhile
 * @param recovered whether all of them had one within the bound
 * @param note what else is to be said; often nothing
 */
record FaultEffect(
        PlannedFault fault,
        long atMillis,
        int struck,
        int inFlight,
        int caught,
        long spooled,
        long lastedMillis,
        long silentMillis,
        long flowedMillis,
        long allFlowedMillis,
        long connections,
        long sessionsFound,
        long repeats,
        boolean recovered,
        String note) {

    /** Only what strikes something that is on its way can lose it. */
    boolean counts() {
        return caught > 0 || spooled > 0 || inFlight > 0 && isGentle();
    }

    /** A clean stop answers what is on its way first, if it can. */
    private boolean isGentle() {
        return fault.kind() == FaultKind.BRIDGE_STOP || fault.kind() == FaultKind.KAFKA_STOP;
    }
}
