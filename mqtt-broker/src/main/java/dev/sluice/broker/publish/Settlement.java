package dev.sluice.broker.publish;

import java.util.function.Function;

/** How a PUBLISH ended: the only thing that makes the broker answer it. */
public sealed interface Settlement permits Settlement.Stored, Settlement.Refused, Settlement.Unsettled {

    Settlement STORED = new Stored();

    /** Somebody has the message: acknowledge it. */
    record Stored() implements Settlement {
        @Override
        public <T> T fold(Function<Stored, T> stored, Function<Refused, T> refused, Function<Unsettled, T> unsettled) {
            return stored.apply(this);
        }
    }

    /**
     * Nobody will take the message: MQTT 5 devices hear {@code reason} in PUBACK or PUBREC. MQTT 3.1.1 knows no such
     * answer (its devices would repeat the message for ever), so their connection is closed.
     */
    record Refused(RefusalReason reason) implements Settlement {
        @Override
        public <T> T fold(Function<Stored, T> stored, Function<Refused, T> refused, Function<Unsettled, T> unsettled) {
            return refused.apply(this);
        }
    }

    /** It is not known whether anybody has the message: close the connection, so that the device sends it again. */
    record Unsettled(CloseReason reason) implements Settlement {
        @Override
        public <T> T fold(Function<Stored, T> stored, Function<Refused, T> refused, Function<Unsettled, T> unsettled) {
            return unsettled.apply(this);
        }
    }

    <T> T fold(Function<Stored, T> stored, Function<Refused, T> refused, Function<Unsettled, T> unsettled);
}
