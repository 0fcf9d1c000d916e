package dev.sluice.bridge.observe;

import java.util.List;

/** The board at one moment: ready when every component is up. */
public record Readiness(List<ComponentHealth> components) {

    public boolean ready() {
        return components.stream().allMatch(ComponentHealth::up);
    }
}
