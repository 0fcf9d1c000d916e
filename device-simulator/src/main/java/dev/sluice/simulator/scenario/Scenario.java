package dev.sluice.simulator.scenario;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A load test.
 *
 * @param description for the list of scenarios: what it is like, in a sentence
 * @param duration how long devices publish; 0 = until told to stop
 * @param seed for everything that is left to chance
 */
public record Scenario(
        @JsonIgnore String name,
        String description,
        Span duration,
        Long seed,
        List<FleetSpec> fleets,
        List<StormSpec> storms,
        Objectives objectives) {

    public Scenario {
        description = description == null ? "" : description;
        duration = duration == null ? Span.ofSeconds(60) : duration;
        seed = seed == null ? Long.valueOf(1) : seed;
        fleets = fleets == null ? List.of() : fleets;
        storms = storms == null ? List.of() : storms;
        objectives = objectives == null ? Objectives.NONE : objectives;
    }

    public int devices() {
        return fleets.stream().mapToInt(FleetSpec::devices).sum();
    }

    /** Messages a second that all fleets together are to publish on average. */
    public double rate() {
        return fleets.stream().mapToDouble(FleetSpec::rate).sum();
    }

    /** This, under another name. */
    Scenario named(String newName) {
        return new Scenario(newName, description, duration, seed, fleets, storms, objectives);
    }

    public Scenario lasting(Span newDuration) {
        return new Scenario(name, description, newDuration, seed, fleets, storms, objectives);
    }

    public Scenario seeded(long newSeed) {
        return new Scenario(name, description, duration, newSeed, fleets, storms, objectives);
    }

    /** This with so many devices, shared by the fleets as they are now; each keeps one at least. The devices publish as often as before. */
    public Scenario withDevices(int newDevices) {
        double factor = newDevices / (double) devices();
        return withFleets(fleets.stream()
                .map(fleet -> fleet.withDevices(Math.max(1, (int) Math.round(fleet.devices() * factor))))
                .toList());
    }

    /** This at so many messages a second, shared by the fleets as it is now. */
    public Scenario withRate(double messagesPerSecond) {
        double factor = messagesPerSecond / rate();
        return withFleets(fleets.stream().map(fleet -> fleet.faster(factor)).toList());
    }

    /** This at a rate that does not change with the hour: messages that come by day come at random instead, as often on average. */
    public Scenario steady() {
        return withFleets(fleets.stream().map(FleetSpec::steady).toList());
    }

    /** Whether {@link #steady} changes nothing. */
    public boolean isSteady() {
        return steady().equals(this);
    }

    /**
     * This without all fleets but one.
     *
     * @throws IllegalArgumentException when no fleet has that prefix
     */
    public Scenario only(String prefix) {
        List<FleetSpec> left =
                fleets.stream().filter(fleet -> fleet.prefix().equals(prefix)).toList();
        if (left.isEmpty()) {
            throw new IllegalArgumentException("the scenario has no fleet " + prefix + "; it has "
                    + String.join(", ", fleets.stream().map(FleetSpec::prefix).toList()));
        }
        return withFleets(left);
    }

    private Scenario withFleets(List<FleetSpec> newFleets) {
        return new Scenario(name, description, duration, seed, newFleets, storms, objectives);
    }

    void check(Checks checks) {
        if (fleets.isEmpty()) {
            checks.add("fleets", "there is none: a scenario needs at least one fleet");
        }
        Set<String> prefixes = new HashSet<>();
        for (int i = 0; i < fleets.size(); i++) {
            FleetSpec fleet = fleets.get(i);
            String path = "fleets[" + i + "]";
            if (fleet == null) {
                checks.add(path, "is empty");
                continue;
            }
            fleet.check(path, checks);
            if (!prefixes.add(fleet.prefix())) {
                checks.add(
                        path + ".prefix",
                        "\"" + fleet.prefix()
                                + "\" begins the devices of another fleet too: two devices would have one client id");
            }
        }
        for (int i = 0; i < storms.size(); i++) {
            if (storms.get(i) != null) {
                storms.get(i).check("storms[" + i + "]", checks);
            }
        }
        objectives.check("objectives", checks);
    }
}
