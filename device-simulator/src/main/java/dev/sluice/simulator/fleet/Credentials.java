package dev.sluice.simulator.fleet;

import java.util.Optional;

/** What a device says of itself in CONNECT, beside its client id. The password is never printed. */
public record Credentials(Optional<String> user, Optional<String> password) {

    public static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty());

    @Override
    public String toString() {
        return "Credentials[user=" + user.orElse("none") + (password.isPresent() ? ", password=***]" : "]");
    }
}
