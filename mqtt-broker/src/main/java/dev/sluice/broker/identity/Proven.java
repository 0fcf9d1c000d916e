package dev.sluice.broker.identity;

import dev.sluice.broker.access.Credentials;
import dev.sluice.broker.access.Identity;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.access.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Puts together what is known of a device. */
public final class Proven {

    private static final int LONGEST_NAME = 1_024;

    private Proven() {}

    /**
     * Lets the device in under the client id that its credentials dictate, or under its own if they dictate none. One that asks for another
     * client id than the dictated one is refused; one that asks for none gets it. Names that MQTT does not know, or that could do harm in
     * a log, are nobody's.
     */
    public static Verdict identity(
            Credentials shown,
            Optional<String> dictated,
            Optional<String> user,
            Map<String, String> attributes,
            Optional<Instant> expires) {
        boolean another =
                dictated.isPresent() && !shown.isAssigned() && !dictated.get().equals(shown.clientId());
        if (another
                || !dictated.map(Proven::isName).orElse(true)
                || !user.map(Proven::isName).orElse(true)) {
            return Verdict.refused(Refusal.NOT_AUTHORIZED);
        }
        return Verdict.accepted(new Identity(dictated.orElse(shown.clientId()), user, attributes, expires));
    }

    static boolean isName(String name) {
        return !name.isBlank()
                && name.length() <= LONGEST_NAME
                && name.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    /** What both say; the earlier end counts. */
    static Verdict also(Identity known, Verdict verdict) {
        if (!(verdict instanceof Verdict.Accepted accepted)) {
            return verdict;
        }
        var second = accepted.identity();
        var attributes = new HashMap<>(second.attributes());
        attributes.putAll(known.attributes());
        return Verdict.accepted(new Identity(
                second.clientId(),
                second.user().or(known::user),
                attributes,
                earlier(known.expires(), second.expires())));
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().isBefore(other.get()) ? one : other;
    }
}
