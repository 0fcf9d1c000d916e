package dev.sluice.simulator.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The scenarios that come with the simulator. */
public final class ShippedScenarios {

    /** In the order in which they are listed. */
    public static final List<String> NAMES = List.of(
            "smart-meters", "vehicle-fleet", "factory-line", "connect-storm", "noisy-neighbour", "flaky-network");

    private ShippedScenarios() {}

    /** The YAML of one of {@link #NAMES}. */
    public static String text(String name) {
        try (InputStream file = ShippedScenarios.class.getResourceAsStream(name + ".yaml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the scenario " + name + " is not in the jar", e);
        }
    }
}
