package dev.sluice.bridge.settings;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How Sluice stops, in this order.
 *
 * @param notice how long devices may still connect after {@code /health/ready} has become red, for balancers to notice that
 * @param spread the time over which devices that are connected are sent to another server
 * @param drain how long a device that is sent away waits for its acknowledgements, and messages in flight for Kafka, before the process
 *     ends without them
 * @param serverReference what MQTT 5 devices hear of where to go (MQTT 5.0 §4.11): servers, separated by blanks
 */
public record ShutdownSettings(Duration notice, Duration spread, Duration drain, Optional<String> serverReference) {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration LONGEST_SPREAD = Duration.ofHours(1);
    private static final Pattern SERVERS = Pattern.compile("\\S+( \\S+)*");
    private static final int LONGEST_REFERENCE = 1_000;

    static ShutdownSettings read(Node node, Problems problems) {
        var reference = node.optionalText("server-reference", problems);
        if (reference.filter(written -> !isReference(written)).isPresent()) {
            node.complain(
                    "server-reference",
                    node.shown("server-reference")
                            + ": expected one server or several, separated by single blanks: mqtt.example.com:8883",
                    "BAD-VALUE",
                    problems);
        }
        return new ShutdownSettings(
                node.durationBetween("notice", Duration.ZERO, LONGEST, Duration.ZERO, problems),
                node.durationBetween("spread", Duration.ZERO, LONGEST_SPREAD, Duration.ofSeconds(5), problems),
                node.durationBetween("drain", Duration.ZERO, LONGEST, Duration.ofSeconds(10), problems),
                reference);
    }

    private static boolean isReference(String written) {
        return written.length() <= LONGEST_REFERENCE
                && SERVERS.matcher(written).matches()
                && written.chars().noneMatch(Character::isISOControl);
    }
}
