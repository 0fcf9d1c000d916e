package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.machine.EnvironmentException;
import dev.sluice.sandbox.machine.InstalledProgram;
import dev.sluice.sandbox.program.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Starts peers, and knows which of them this machine can have. */
final class Peers {

    private static final List<String> MOSQUITTOS_PROGRAMS = List.of("mosquitto", "mosquitto_sub", "kcat", "mkfifo");

    private Peers() {}

    /** Why this machine cannot have it, in a sentence for the person who asked for it. */
    static Optional<String> missing(PeerKind kind, Programs programs) {
        return switch (kind) {
            case SLUICE, PRODUCER -> Optional.empty();
            case MOQUETTE ->
                Files.isDirectory(programs.moquetteFolder())
                        ? Optional.empty()
                        : Optional.of(leftOut(kind) + programs.moquetteFolder()
                                + " is not there. Build Sluice again (mvn package).");
            case MOSQUITTO ->
                missing(MOSQUITTOS_PROGRAMS.stream()
                        .filter(name -> InstalledProgram.named(name).isEmpty())
                        .toList());
        };
    }

    /** @param programs that are not installed */
    static Optional<String> missing(List<String> programs) {
        return programs.isEmpty()
                ? Optional.empty()
                : Optional.of(leftOut(PeerKind.MOSQUITTO) + "this machine has no " + String.join(", no ", programs)
                        + " (Debian: apt-get install mosquitto mosquitto-clients kcat).");
    }

    private static String leftOut(PeerKind kind) {
        return kind.word() + " is left out: ";
    }

    /**
     * A broker to which devices can connect.
     *
     * @param topic of Kafka that it fills, if it can
     */
    static Peer started(PeerKind kind, PeerGround ground, Path folder, String topic) {
        Peer peer = create(kind, ground, made(folder), topic);
        try {
            peer.start();
            return peer;
        } catch (RuntimeException failure) {
            peer.close();
            throw failure;
        }
    }

    private static Peer create(PeerKind kind, PeerGround ground, Path folder, String topic) {
        return switch (kind) {
            case SLUICE -> new SluicePeer(ground, folder, topic);
            case MOQUETTE -> new MoquettePeer(ground, folder);
            case MOSQUITTO -> new MosquittoPeer(ground, folder, topic);
            case PRODUCER -> throw new IllegalArgumentException("no device can connect to " + kind.word());
        };
    }

    /** What {@code sluice verify} has to know of a peer's records. */
    static List<String> verifyOptions(PeerKind kind, Path folder) {
        return kind == PeerKind.SLUICE
                ? List.of(
                        "--format",
                        "single-object",
                        "--schemas",
                        folder.resolve("schemas").toString())
                : List.of("--format", "json");
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new EnvironmentException("Cannot make " + folder + ": " + e.getMessage(), e);
        }
    }
}
