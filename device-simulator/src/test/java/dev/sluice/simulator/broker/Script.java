package dev.sluice.simulator.broker;

import java.util.function.Predicate;

/**
 * How a test broker behaves. Predicates see each PUBLISH as it comes.
 *
 * @param keepsSessions whether it remembers sessions, and says so in CONNACK
 * @param receiveMaximum announced to MQTT 5 clients; 0 = not
 * @param answers whether a PUBLISH is acknowledged
 * @param finishes at QoS 2, whether its PUBREL is answered
 * @param hangsUpAfter whether the connection is closed behind it
 * @param reason reason code of MQTT 5 acknowledgements
 */
public record Script(
        boolean keepsSessions,
        int receiveMaximum,
        Predicate<Received> answers,
        Predicate<Received> finishes,
        Predicate<Received> hangsUpAfter,
        int reason) {

    public static Script saysYes() {
        return new Script(true, 0, any -> true, any -> true, any -> false, 0);
    }

    public Script forgetsSessions() {
        return new Script(false, receiveMaximum, answers, finishes, hangsUpAfter, reason);
    }

    public Script announces(int newReceiveMaximum) {
        return new Script(keepsSessions, newReceiveMaximum, answers, finishes, hangsUpAfter, reason);
    }

    public Script answersOnly(Predicate<Received> which) {
        return new Script(keepsSessions, receiveMaximum, which, finishes, hangsUpAfter, reason);
    }

    public Script finishesOnly(Predicate<Received> which) {
        return new Script(keepsSessions, receiveMaximum, answers, which, hangsUpAfter, reason);
    }

    public Script hangsUpAfter(Predicate<Received> which) {
        return new Script(keepsSessions, receiveMaximum, answers, finishes, which, reason);
    }

    public Script refuses(int newReason) {
        return new Script(keepsSessions, receiveMaximum, answers, finishes, hangsUpAfter, newReason);
    }
}
