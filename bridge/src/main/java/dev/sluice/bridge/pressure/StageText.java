package dev.sluice.bridge.pressure;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the log says of a stage: what happened, what Sluice does about it, and what to do. */
final class StageText {

    private final PressureSettings settings;
    private final Supplier<Optional<String>> loudest;

    /** @param loudest the device with most on its way, in words; asked seldom, since it takes a look at every device */
    StageText(PressureSettings settings, Supplier<Optional<String>> loudest) {
        this.settings = settings;
        this.loudest = loudest;
    }

    /** The stage is on, for so long by now. */
    String on(Stage stage, Look look, long nanos) {
        return switch (stage) {
            case ACKS_WITHHELD ->
                "Devices wait for acknowledgements, the oldest for " + seconds(look.oldestWithheldNanos()) + ". "
                        + look.room()
                        + ", none lost. Devices within their window stop by themselves and their pings are answered. /health/ready"
                        + " says how Kafka is.";
            case CONNECTIONS_PAUSED ->
                connections(look.paused(), "is", "are") + " not read, the loudest first. " + look.room()
                        + loudest.get()
                                .map(device -> "; most of it is of " + device)
                                .orElse("")
                        + ". Nothing of QoS 1 or 2 is dropped; they are read on when there is room. If Kafka is well, slow those"
                        + " devices down or raise kafka.in-flight.";
            case CONNECTIONS_REFUSED ->
                "New connections are refused (Server busy): " + look.room()
                        + ", and pausing has not brought it below the limit for "
                        + seconds(nanos + settings.busyAfter().toNanos())
                        + ". Devices with messages on their way are let in. If Kafka is well, raise kafka.in-flight (and the"
                        + " heap) or lower mqtt.in-flight-per-client.";
            case DEADLINE_PASSED ->
                look.handedBackSinceLastLook() > 0
                        ? look.handedBackSinceLastLook()
                                + " messages were handed back to their devices (0x97, mqtt.on-deadline: refuse), and "
                                + connections(look.closedSinceLastLook(), "was", "were")
                                + " closed: an acknowledgement was withheld for longer than kafka.delivery-deadline. What they"
                                + " sent stays on its way to Kafka and may be sent again. /health/ready says how Kafka is."
                        : connections(look.closedSinceLastLook(), "was", "were")
                                + " closed: an acknowledgement was withheld for longer than kafka.delivery-deadline. Their devices"
                                + " send again when they are back; what they sent stays on its way to Kafka. /health/ready says how"
                                + " Kafka is.";
        };
    }

    /** The stage is over; it was on for so long. */
    String off(Stage stage, Look look, long nanos) {
        return switch (stage) {
            case ACKS_WITHHELD -> "Acknowledgements leave again after " + seconds(nanos) + ".";
            case CONNECTIONS_PAUSED -> "Every connection is read again after " + seconds(nanos) + ".";
            case CONNECTIONS_REFUSED ->
                "New connections are welcome again after " + seconds(nanos) + "; " + look.refused()
                        + " have been refused since the start.";
            case DEADLINE_PASSED ->
                "No more connections are closed for kafka.delivery-deadline, and no messages handed back; since the start "
                        + look.closed() + " connections and " + look.handedBack() + " messages have been.";
        };
    }

    private static String connections(long count, String one, String several) {
        return count == 1 ? "1 connection " + one : count + " connections " + several;
    }

    private static String seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos) + " s";
    }
}
