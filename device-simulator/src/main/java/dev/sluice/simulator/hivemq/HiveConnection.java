package dev.sluice.simulator.hivemq;

import dev.sluice.simulator.endpoint.LinkEnd;
import dev.sluice.simulator.telemetry.Notice;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The library's client of one device, whichever protocol version it speaks. */
interface HiveConnection {

    /** Begins to connect; from then on the library keeps connecting as {@link Listener#retryMillis} says. */
    void connect();

    /** Completes when the broker took responsibility, or exceptionally: refused for good, or given back unsent. */
    CompletionStage<?> publish(Notice message);

    CompletionStage<Void> disconnect();

    /** Told on the library's threads. */
    interface Listener {

        void connected(boolean sessionPresent);

        /**
         * The connection is lost, or could not be made.
         *
         * @return milliseconds to wait before the next attempt; negative = none
         */
        long retryMillis(LinkEnd end);

        /** The will of the connection that is about to be tried. */
        Optional<Notice> will();
    }
}
