package dev.sluice.bridge.explain;

/** Which partition a key goes to, as far as that is known. */
@FunctionalInterface
public interface Partitioning {

    /**
     * @param partition from 0; -1 when it is not known
     * @param of how many; 0 when that is not known
     * @param note for people: where the number comes from, or why there is none
     */
    record Answer(int partition, int of, String note) {}

    Answer of(String kafkaTopic, byte[] key);
}
