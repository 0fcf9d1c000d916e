package dev.sluice.simulator.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.simulator.arrivals.ArrivalProcess;
import java.util.Locale;

/**
 * The shape in which a device's messages come; how many there are on average is said by {@link FleetSpec#every}.
 *
 * @param process constant: at even distances; poisson: at random; bursty: {@code size} at once, then nothing; diurnal: at random, more by day than by night
 * @param size messages of a burst, 1 or more
 * @param day length of a day
 * @param night messages at the darkest hour for one at the brightest, 0 to 1
 */
public record ArrivalSpec(Process process, Integer size, Span day, Double night) {

    /** Arrival processes. */
    public enum Process {
        CONSTANT,
        POISSON,
        BURSTY,
        DIURNAL;

        @JsonCreator
        static Process parse(String text) {
            for (Process process : values()) {
                if (process.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return process;
                }
            }
            throw new IllegalArgumentException("\"" + text + "\" is none of constant, poisson, bursty, diurnal");
        }
    }

    public static final ArrivalSpec CONSTANT = new ArrivalSpec(Process.CONSTANT, null, null, null);

    public ArrivalSpec {
        process = process == null ? Process.CONSTANT : process;
        size = size == null ? Integer.valueOf(10) : size;
        day = day == null ? Span.ofSeconds(86_400) : day;
        night = night == null ? Double.valueOf(0.1) : night;
    }

    /** {@code arrivals: poisson} is short for {@code arrivals: {process: poisson}}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ArrivalSpec named(String process) {
        return new ArrivalSpec(Process.parse(process), null, null, null);
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static ArrivalSpec of(
            @JsonProperty("process") Process process,
            @JsonProperty("size") Integer size,
            @JsonProperty("day") Span day,
            @JsonProperty("night") Double night) {
        return new ArrivalSpec(process, size, day, night);
    }

    /**
     * From one word: {@code poisson}, {@code bursty}, {@code bursty:50} (so many at once), {@code diurnal}, {@code diurnal:1h} (length of a day).
     *
     * @throws IllegalArgumentException when it is none of these
     */
    public static ArrivalSpec parse(String text) {
        int colon = text.indexOf(':');
        Process process = Process.parse(colon < 0 ? text : text.substring(0, colon));
        String more = colon < 0 ? null : text.substring(colon + 1);
        if (more == null) {
            return new ArrivalSpec(process, null, null, null);
        }
        if (process == Process.DIURNAL && Span.parse(more).nanos() > 0) {
            return new ArrivalSpec(process, null, Span.parse(more), null);
        }
        if (process == Process.BURSTY && more.matches("[1-9][0-9]{0,4}")) {
            return new ArrivalSpec(process, Integer.valueOf(more), null, null);
        }
        throw new IllegalArgumentException("\"" + text
                + "\": only bursty takes a size (bursty:50), and only diurnal the length of a day (diurnal:1h)");
    }

    /** The process itself, at so many messages a second of each device on average. */
    public ArrivalProcess at(double perSecond) {
        return switch (process) {
            case CONSTANT -> new ArrivalProcess.Constant(perSecond);
            case POISSON -> new ArrivalProcess.Poisson(perSecond);
            case BURSTY -> new ArrivalProcess.Bursty(perSecond, size);
            case DIURNAL -> new ArrivalProcess.Diurnal(perSecond, day.seconds(), night);
        };
    }

    /** This at a rate that does not change with the hour: at random instead of by day. */
    ArrivalSpec steady() {
        return process == Process.DIURNAL ? new ArrivalSpec(Process.POISSON, size, day, night) : this;
    }

    void check(String path, Checks checks) {
        checks.between(path + ".size", size, 1, 100_000);
        checks.between(path + ".night", night, 0, 1);
        checks.positive(path + ".day", day);
    }
}
