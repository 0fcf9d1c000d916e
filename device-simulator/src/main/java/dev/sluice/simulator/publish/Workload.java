package dev.sluice.simulator.publish;

/**
 * How much the fleet publishes, shared evenly by its devices.
 *
 * @param messagesPerSecond of all devices together, sent on schedule whether or not acknowledgements come (within each
 *     device's window); 0 = as fast as acknowledgements allow
 * @param messages of all devices together; 0 = no limit
 */
public record Workload(double messagesPerSecond, long messages) {

    public boolean paced() {
        return messagesPerSecond > 0;
    }

    /** Messages that the device at {@code index} of {@code devices} sends in all. */
    public int quota(int index, int devices) {
        if (messages == 0) {
            return Integer.MAX_VALUE;
        }
        return (int) Math.min(Integer.MAX_VALUE, messages / devices + (index < messages % devices ? 1 : 0));
    }
}
