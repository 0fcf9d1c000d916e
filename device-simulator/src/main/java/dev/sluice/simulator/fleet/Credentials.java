package dev.sluice.simulator.fleet;

import java.util.Optional;

/** What a device says of itself in CONNECT, beside its client id. */
public record Credentials(Optional<String> user, Optional<String> password) {

    public static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty());
}
