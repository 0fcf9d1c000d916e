package dev.sluice.simulator.field;

import dev.sluice.simulator.telemetry.DeviceName;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a field holds, by kind, so that each format can write it its own way. */
public sealed interface Value {

    <T> T fold(Cases<T> cases);

    /** What there is to do for each kind. */
    interface Cases<T> {
        T numeric(Numeric value);

        T choice(Choice value);

        T flag(Flag value);

        T isoTime(IsoTime value);

        T ofDevice(OfDevice value);

        T group(Group value);
    }

    /** A whole number for a message of a device. */
    @FunctionalInterface
    interface Figure {
        long at(int device, int seq, long epochMillis);
    }

    /**
     * A number, {@code unscaled / 10^decimals}: so it is the same in decimal and in binary formats.
     *
     * @param decimals 0 = a whole number
     * @param epochMillis whether it is a moment, in milliseconds since the epoch
     */
    record Numeric(Figure unscaled, int decimals, boolean epochMillis) implements Value {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.numeric(this);
        }
    }

    /** One of a few texts. */
    record Choice(List<String> texts, Figure index) implements Value {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.choice(this);
        }
    }

    /** True where the figure is not 0. */
    record Flag(Figure figure) implements Value {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.flag(this);
        }
    }

    /** The message's time as ISO 8601 text, UTC, with milliseconds. */
    record IsoTime() implements Value {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.isoTime(this);
        }
    }

    /** A text that a device has for ever. */
    record OfDevice(Function<DeviceName, String> text) implements Value {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.ofDevice(this);
        }
    }

    /** Values within a value; the map keeps its order. */
    record Group(Map<String, Value> parts) implements Value {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.group(this);
        }
    }
}
