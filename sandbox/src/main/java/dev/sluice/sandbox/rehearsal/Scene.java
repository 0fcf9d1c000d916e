package dev.sluice.sandbox.rehearsal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is rehearsed. */
public enum Scene {
    /** SIGKILL to one replica; it comes back later. */
    REPLICA_KILL,
    /** One replica after the other is told to end (SIGTERM) and started again, as a StatefulSet does it. */
    ROLLING_RESTART,
    /** The same devices on one replica, on two, on all. */
    SCALE;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Scene> named(String word) {
        return Arrays.stream(values())
                .filter(scene -> scene.word().equals(word))
                .findFirst();
    }
}
