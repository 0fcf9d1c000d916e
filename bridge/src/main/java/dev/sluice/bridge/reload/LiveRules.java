package dev.sluice.bridge.reload;

/**
 * The rules in force. Whoever maps a message asks once and stays with the answer to the end of that message: the next message may get
 * others, one message never gets two.
 */
public final class LiveRules {

    private volatile RuleSet current;

    LiveRules(RuleSet first) {
        this.current = first;
    }

    public RuleSet current() {
        return current;
    }

    void become(RuleSet next) {
        current = next;
    }
}
