package dev.sluice.simulator.broker;

/**
 * A PUBLISH or PUBREL as it came.
 *
 * @param connection which connection of that client it came on, from 1
 * @param seq the sequence number in its payload; -1 for a PUBREL
 */
public record Received(String client, int connection, int packetId, boolean dup, int qos, int seq, String topic) {

    public boolean isRelease() {
        return seq < 0;
    }
}
