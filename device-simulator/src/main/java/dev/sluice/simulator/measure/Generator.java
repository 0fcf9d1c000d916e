package dev.sluice.simulator.measure;

/**
 * How the one who measures fared.
 *
 * @param cpu share of all cores that this process used, 0 to 1
 * @param busiest share of one core that its busiest thread of devices used, 0 to 1
 * @param sendLag how long after they were due messages left
 * @param loopLag how much later than asked for threads of devices got round to a task
 * @param heapBytes in use
 */
public record Generator(double cpu, double busiest, Percentiles sendLag, Percentiles loopLag, long heapBytes) {

    Generator and(Generator next, double seconds, double nextSeconds) {
        double share = seconds / (seconds + nextSeconds);
        return new Generator(
                cpu * share + next.cpu * (1 - share),
                busiest * share + next.busiest * (1 - share),
                sendLag.worse(next.sendLag),
                loopLag.worse(next.loopLag),
                Math.max(heapBytes, next.heapBytes));
    }
}
