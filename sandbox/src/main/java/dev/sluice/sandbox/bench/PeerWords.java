package dev.sluice.sandbox.bench;

import java.util.ArrayList;
import java.util.List;

/** What the figures do not say: why some cannot be had, and which must not be compared. */
final class PeerWords {

    private PeerWords() {}

    /** Sentences about those who were measured. */
    static List<String> of(List<PeerResult> results, SideBySideSettings settings) {
        List<PeerKind> kinds = results.stream().map(PeerResult::kind).toList();
        boolean losses = settings.losses().isPresent();
        List<String> sentences = new ArrayList<>();
        if (kinds.contains(PeerKind.MOQUETTE)) {
            sentences.add(
                    "moquette is a broker without a way into Kafka: none of its messages is there, Kafka has nothing"
                            + " to do, and nothing can be missing. It shows what a bare broker in Java costs.");
        }
        if (kinds.contains(PeerKind.PRODUCER)) {
            sentences.add(
                    "producer is Kafka's ProducerPerformance: no devices, so nothing is acknowledged to one and there"
                            + " is no ledger to hold Kafka to. Its latency is its own, from send() to Kafka's"
                            + " acknowledgement, in whole ms. It starts cold in every round, and sends JSON without"
                            + " keys.");
        }
        if (kinds.contains(PeerKind.MOSQUITTO)) {
            sentences.add(
                    "mosquitto acknowledges what it has in memory; Kafka comes later. So its PUBACK has no Kafka in"
                            + " it, as Sluice's has, and only its rate in Kafka is to be compared. Its queue is unlimited"
                            + " here (by default 1000 messages, then it drops). mosquitto_sub | kcat "
                            + String.join(" ", settings.kcatOptions()) + " passes JSON lines on without keys.");
            if (losses) {
                sentences.add(
                        "mosquitto's bridge is mosquitto_sub and kcat, which are killed together while Mosquitto lives"
                                + " on; of Sluice everything is killed. Both are started again whenever one has ended;"
                                + " without -E kcat ends when Kafka is away.");
            }
        }
        if (kinds.contains(PeerKind.SLUICE)) {
            sentences.add("sluice makes Avro of the JSON, with keys and headers, and acknowledges once Kafka has it.");
        }
        sentences.add(
                "peak MB is the sum of each process's VmHWM: what JVMs take when there is plenty, not what they need."
                        + " Everything shares this machine, and one Kafka node acknowledges alone.");
        return sentences;
    }
}
