package dev.sluice.simulator.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
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

    static final ArrivalSpec CONSTANT = new ArrivalSpec(Process.CONSTANT, null, null, null);

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

    void check(String path, Checks checks) {
        checks.between(path + ".size", size, 1, 100_000);
        checks.between(path + ".night", night, 0, 1);
        checks.positive(path + ".day", day);
    }
}
