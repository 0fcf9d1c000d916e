package dev.sluice.sandbox.rehearsal;

import java.util.ArrayList;
import java.util.List;

/**
 * What is rehearsed, and under which load.
 *
 * @param rate messages per second of all devices together; 0, for {@link Scene#SCALE} only, as fast as they are answered
 * @param qos 1 or 2
 * @param seconds of undisturbed load before and after what happens; of {@link Scene#SCALE} the length of one measurement
 * @param rounds of {@link Scene#SCALE}
 * @param warmUp messages through all replicas before anything is measured, of {@link Scene#SCALE}
 * @param byClient whether the balancer leads a device back to the replica where it was last
 * @param overrides {@code path=value}, passed on to every replica
 * @param bridgeOptions options for the replicas' JVMs beside the launcher's own; none = ""
 */
public record RehearsalSettings(
        Scene scene,
        int replicas,
        int devices,
        int rate,
        int qos,
        int seconds,
        int rounds,
        long warmUp,
        boolean byClient,
        List<String> overrides,
        String bridgeOptions) {

    public RehearsalSettings {
        overrides = List.copyOf(overrides);
    }

    /** The command that repeats it. */
    public String command() {
        List<String> words = new ArrayList<>(List.of(
                "./sluice rehearse " + scene.word(),
                "--replicas " + replicas,
                "--devices " + devices,
                "--rate " + rate,
                "--seconds " + seconds));
        if (qos != 1) {
            words.add("--qos " + qos);
        }
        if (scene == Scene.SCALE) {
            words.add("--rounds " + rounds + " --warm-up " + warmUp);
        }
        if (byClient) {
            words.add("--balance client");
        }
        overrides.forEach(override -> words.add("--set " + override));
        if (!bridgeOptions.isBlank()) {
            words.add("--bridge-jvm \"" + bridgeOptions + "\"");
        }
        return String.join(" ", words);
    }
}
