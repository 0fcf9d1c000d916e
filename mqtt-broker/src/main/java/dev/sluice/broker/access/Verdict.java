package dev.sluice.broker.access;

/** Whether a device is who it says. */
public sealed interface Verdict {

    record Accepted(Identity identity) implements Verdict {}

    record Refused(Refusal refusal) implements Verdict {}

    static Verdict accepted(Identity identity) {
        return new Accepted(identity);
    }

    static Verdict refused(Refusal refusal) {
        return new Refused(refusal);
    }
}
