package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.bench.SideBySideSettings.Losses;

/** What fails while devices publish. */
enum Strike {
    KAFKA_STOP("kafkaStop"),
    BRIDGE_KILL("bridgeKill");

    private final String word;

    Strike(String word) {
        this.word = word;
    }

    /** As in JSON and in names of topics and folders. */
    String word() {
        return word;
    }

    String inWords(Losses how) {
        return switch (this) {
            case KAFKA_STOP -> "Kafka stopped, started again " + how.outage().toSeconds() + " s later";
            case BRIDGE_KILL -> "bridge killed (SIGKILL), started again";
        };
    }
}
