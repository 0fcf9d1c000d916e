package dev.sluice.sandbox.audit;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What can go wrong in a campaign. Times are milliseconds; what a fault's time means is in its sentence. */
public enum FaultKind {
    BRIDGE_KILL("bridge-kill", "SIGKILL of the bridge; started again after the time", Target.BRIDGE, 24, 0, 3_000),
    BRIDGE_KILL_FULL(
            "bridge-kill-full",
            "Kafka is frozen until messages have piled up in the bridge, then SIGKILL of the bridge; started again after the time",
            Target.BRIDGE,
            12,
            0,
            2_000),
    BRIDGE_STOP("bridge-stop", "SIGTERM of the bridge; started again after the time", Target.BRIDGE, 12, 0, 3_000),
    BRIDGE_FREEZE("bridge-freeze", "SIGSTOP of the bridge, SIGCONT after the time", Target.BRIDGE, 6, 500, 6_000),
    KAFKA_KILL("kafka-kill", "SIGKILL of Kafka; started again after the time", Target.KAFKA, 14, 0, 5_000),
    KAFKA_STOP("kafka-stop", "SIGTERM of Kafka, a clean stop; started again after the time", Target.KAFKA, 8, 0, 5_000),
    KAFKA_OUTAGE_20("kafka-outage-20", "SIGKILL of Kafka, which is away for 20 s", Target.KAFKA, 3, 20_000, 20_000),
    KAFKA_OUTAGE_60("kafka-outage-60", "SIGKILL of Kafka, which is away for 60 s", Target.KAFKA, 1, 60_000, 60_000),
    KAFKA_FREEZE("kafka-freeze", "SIGSTOP of Kafka, SIGCONT after the time", Target.KAFKA, 16, 500, 12_000),
    KAFKA_DISK_FULL(
            "kafka-disk-full",
            "The disk under Kafka is full until Kafka has given up and the time is over; then there is room, and it is started again",
            Target.KAFKA,
            5,
            0,
            3_000),
    JOURNAL_DISK_FULL(
            "journal-disk-full",
            "Kafka is frozen, and not one more byte fits on the disk under the bridge's journal, until devices are not acknowledged any more "
                    + "and the time is over; then there is room, and a bridge that has given up is started again",
            Target.BRIDGE,
            8,
            1_000,
            4_000),
    CUT_IN_PACKET(
            "cut-in-packet",
            "Connections end in the middle of a PUBLISH, or of a packet to the device, each with a reset",
            Target.LINES,
            20,
            0,
            0),
    CUT_WHILE_FROZEN(
            "cut-while-frozen",
            "Kafka is frozen for the time, and meanwhile connections are cut; their devices come back and send again",
            Target.LINES,
            10,
            1_000,
            5_000),
    DEAF_DEVICES(
            "deaf-devices",
            "Devices read none of their acknowledgements for the time, then their connections are cut; beside them one that was never "
                    + "seen before floods the bridge and never reads",
            Target.LINES,
            12,
            1_000,
            6_000),
    SLOW_LINKS(
            "slow-links",
            "Links carry 64 bytes at a time, with a pause after each, for the time; then they are cut",
            Target.LINES,
            12,
            1_000,
            8_000);

    /** Whom it strikes first. */
    enum Target {
        BRIDGE,
        KAFKA,
        LINES
    }

    private static final long LONGEST_IN_SHORT = 3_000;

    private final String word;
    private final String sentence;
    private final Target target;
    private final int weight;
    private final long least;
    private final long most;

    FaultKind(String word, String sentence, Target target, int weight, long least, long most) {
        this.word = word;
        this.sentence = sentence;
        this.target = target;
        this.weight = weight;
        this.least = least;
        this.most = most;
    }

    public static Optional<FaultKind> named(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /** As it is written on the command line and in reports. */
    public String word() {
        return word;
    }

    String sentence() {
        return sentence;
    }

    Target target() {
        return target;
    }

    /** Whether devices may lose their connections while the bridge goes on, and with them acknowledgements on their way. */
    boolean endsConnections() {
        return target == Target.LINES || this == BRIDGE_FREEZE;
    }

    /** Whether what lives in memory is gone after it. */
    boolean endsTheBridge() {
        return switch (this) {
            case BRIDGE_KILL, BRIDGE_KILL_FULL, BRIDGE_STOP, JOURNAL_DISK_FULL -> true;
            default -> false;
        };
    }

    /** How often it is drawn, against the others. */
    int weight() {
        return weight;
    }

    long leastMillis() {
        return least;
    }

    long mostMillis() {
        return most;
    }

    /** All that can happen under this contract; in the short form those that a campaign of a minute has time for. */
    public static Set<FaultKind> usual(boolean shortForm, Contract contract) {
        return Arrays.stream(values())
                .filter(kind -> !shortForm || kind.isQuick())
                .filter(kind -> contract.spools() || kind != JOURNAL_DISK_FULL)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** An outage is there as a kill that lasts, the other kinds by their neighbours. */
    private boolean isQuick() {
        return switch (this) {
            case KAFKA_OUTAGE_20, KAFKA_OUTAGE_60, KAFKA_STOP, BRIDGE_KILL, BRIDGE_FREEZE, CUT_WHILE_FROZEN -> false;
            default -> true;
        };
    }

    long mostMillisInShort() {
        return Math.min(most, LONGEST_IN_SHORT);
    }
}
