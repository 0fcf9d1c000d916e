package dev.sluice.sandbox.command;

import dev.sluice.sandbox.bench.BenchSettings;
import dev.sluice.sandbox.bench.PeerKind;
import dev.sluice.sandbox.bench.SideBySideSettings;
import dev.sluice.sandbox.bench.SideBySideSettings.Losses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Options of {@code sluice bench} that say who is compared, and how. Getters throw IllegalArgumentException when a value cannot be used. */
final class SideBySideOptions {

    /** Undisturbed load around what fails. */
    private static final Duration CALM = Duration.ofSeconds(5);

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "PEER",
            description = {
                "Instead: these side by side, in turn, with the same devices and one Kafka:",
                "sluice; moquette (bare, without Kafka); mosquitto (with mosquitto_sub | kcat behind it; Debian:"
                        + " mosquitto mosquitto-clients kcat); producer (ProducerPerformance). Who is not to be had here"
                        + " is left out."
            })
    private List<String> peers = List.of();

    @Option(
            names = "--warm-up",
            defaultValue = "6000000",
            paramLabel = "N",
            description = "With --peers: messages to each JVM before it is measured. Default: ${DEFAULT-VALUE}.")
    private long warmUp;

    @Option(
            names = "--rate",
            defaultValue = "10000",
            paramLabel = "N",
            description =
                    "With --peers: messages per second at which acknowledgements are timed. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--rate-seconds",
            defaultValue = "10",
            paramLabel = "S",
            description = "With --peers: for how long they are timed. Default: ${DEFAULT-VALUE}.")
    private int rateSeconds;

    @Option(
            names = "--loss",
            description =
                    "With --peers: also stop Kafka, and kill the bridge, under load, and look for every acknowledged"
                            + " message afterwards.")
    private boolean loss;

    @Option(
            names = "--loss-rate",
            defaultValue = "5000",
            paramLabel = "N",
            description = "With --loss: messages per second meanwhile. Default: ${DEFAULT-VALUE}.")
    private int lossRate;

    @Option(
            names = "--outage-seconds",
            defaultValue = "20",
            paramLabel = "S",
            description = "With --loss: how long Kafka is away. Default: ${DEFAULT-VALUE}.")
    private int outageSeconds;

    @Option(
            names = "--kcat",
            defaultValue = "-E -z lz4 -X acks=all -X enable.idempotence=true",
            paramLabel = "OPTIONS",
            description = "With --peers mosquitto: how kcat is called. Default: ${DEFAULT-VALUE}.")
    private String kcat;

    /** Empty unless peers are to be compared. */
    Optional<SideBySideSettings> settings(BenchSettings load) {
        if (peers.isEmpty()) {
            if (loss) {
                throw new IllegalArgumentException("--loss needs --peers");
            }
            return Optional.empty();
        }
        if (load.configuration().isPresent() || load.profile().isPresent()) {
            throw new IllegalArgumentException("--peers cannot be combined with --config or --profile");
        }
        between("--warm-up", warmUp, 0, 1_000_000_000);
        between("--rate", rate, 1, 1_000_000);
        between("--rate-seconds", rateSeconds, 1, 3_600);
        between("--loss-rate", lossRate, 1, 1_000_000);
        between("--outage-seconds", outageSeconds, 0, 3_600);
        List<PeerKind> kinds = new ArrayList<>();
        peers.forEach(word -> kinds.add(kind(word)));
        return Optional.of(new SideBySideSettings(
                kinds,
                load,
                warmUp,
                rate,
                Duration.ofSeconds(rateSeconds),
                Arrays.stream(kcat.split(" ")).filter(word -> !word.isBlank()).toList(),
                loss ? Optional.of(new Losses(lossRate, Duration.ofSeconds(outageSeconds), CALM)) : Optional.empty()));
    }

    private static PeerKind kind(String word) {
        return PeerKind.named(word)
                .orElseThrow(() -> new IllegalArgumentException("--peers " + word + ": there are "
                        + Arrays.stream(PeerKind.values()).map(PeerKind::word).collect(Collectors.joining(", "))));
    }

    private static void between(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    option + " must be between " + least + " and " + most + ", not " + value);
        }
    }
}
