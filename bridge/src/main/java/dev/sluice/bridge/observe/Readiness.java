package dev.sluice.bridge.observe;

import java.util.List;

/**
 * The board at one moment.
 *
 * @param ready when every component is up, or is one that Sluice can do without for the time being
 */
public record Readiness(List<ComponentHealth> components, boolean ready) {}
