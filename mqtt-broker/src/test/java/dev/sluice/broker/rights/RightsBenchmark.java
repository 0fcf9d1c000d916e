package dev.sluice.broker.rights;

import dev.sluice.broker.access.Identity;
import dev.sluice.broker.access.Rights;
import java.util.ArrayList;
import java.util.List;

/**
 * What asking for each packet costs: {@code java -cp mqtt-broker/target/test-classes:mqtt-broker/target/classes
 * dev.sluice.broker.rights.RightsBenchmark}. Every question comes with a string of its own, as it does from a socket.
 */
public final class RightsBenchmark {

    private static final int QUESTIONS = 2_000_000;

    private RightsBenchmark() {}

    public static void main(String[] arguments) {
        for (int rules : new int[] {1, 10, 100}) {
            for (int topics : new int[] {1, 1000}) {
                var rights = rules(rules).of(Identity.anonymous("device-4711"));
                for (int round = 0; round < 5; round++) {
                    ask(rights, topics);
                }
                System.out.printf(
                        "%3d rules, %4d topics in turn: %5.0f ns per question%n", rules, topics, ask(rights, topics));
            }
        }
    }

    private static AccessRules rules(int count) {
        List<AccessRule> rules = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            rules.add(Rule.deny("devices/{client}/reserved-" + i + "/#"));
        }
        rules.add(Rule.allow("devices/{client}/#"));
        return new AccessRules(Effect.DENY, rules);
    }

    /** Nanoseconds for each. */
    private static double ask(Rights rights, int topics) {
        var bytes = new byte[topics][];
        for (int i = 0; i < topics; i++) {
            bytes[i] = ("devices/device-4711/telemetry/" + i).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        }
        int allowed = 0;
        long begin = System.nanoTime();
        for (int i = 0; i < QUESTIONS; i++) {
            var topic = new String(bytes[i % topics], java.nio.charset.StandardCharsets.ISO_8859_1);
            allowed += rights.mayPublish(topic) ? 1 : 0;
        }
        long took = System.nanoTime() - begin;
        if (allowed != QUESTIONS) {
            throw new IllegalStateException("a question was answered wrongly");
        }
        return (double) took / QUESTIONS;
    }
}
