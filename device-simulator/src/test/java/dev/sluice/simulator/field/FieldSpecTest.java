package dev.sluice.simulator.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.simulator.telemetry.Complaint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldSpecTest {

    private static final long NOW = 1_763_760_000_000L;
    private static final long DAY = 86_400_000L;

    @ParameterizedTest
    @CsvSource({
        "15, 30, 0.5, 2",
        "-40, 90, 0.1, 1",
        "0, 1, 5, 3",
        "0, 100, 1, 0",
        "0, 100, 100, 0",
        "1000, 1000000, 0.01, 2",
        "0, 3, 1, 0"
    })
    void aWalkStaysWithinItsBoundsAndNeverJumpsFurtherThanItsStep(double min, double max, double step, int decimals) {
        Value.Numeric walk = numeric(new WalkField(min, max, step, decimals));
        double scale = Math.pow(10, decimals);
        for (int device = 0; device < 5; device++) {
            long before = walk.unscaled().at(device, 0, 0);
            for (int seq = 1; seq < 20_000; seq++) {
                long now = walk.unscaled().at(device, seq, 0);

                assertThat(now / scale).isBetween(min, max);
                assertThat(Math.abs(now - before)).isLessThanOrEqualTo(Math.round(step * scale));
                before = now;
            }
        }
    }

    @Test
    void aWalkGetsAroundAndDiffersBetweenDevicesAndKeys() {
        Value.Numeric walk = numeric(new WalkField(0.0, 100.0, 1.0, 1));
        Value.Numeric other = numeric(new WalkField(0.0, 100.0, 1.0, 1), 2);
        Set<Long> seen = new HashSet<>();
        int alike = 0;
        for (int seq = 0; seq < 20_000; seq++) {
            seen.add(walk.unscaled().at(1, seq, 0) / 100);
            alike += walk.unscaled().at(1, seq, 0) == walk.unscaled().at(2, seq, 0) ? 1 : 0;
            alike += walk.unscaled().at(1, seq, 0) == other.unscaled().at(1, seq, 0) ? 1 : 0;
        }

        assertThat(seen).hasSizeGreaterThanOrEqualTo(8);
        assertThat(alike).isLessThan(2_000);
    }

    @Test
    void aWalkCanBeEnteredAnywhere() {
        Value.Numeric walk = numeric(new WalkField(0.0, 100.0, 1.0, 1));
        long there = walk.unscaled().at(3, 1_000_000, NOW);
        walk.unscaled().at(3, 5, NOW);

        assertThat(numeric(new WalkField(0.0, 100.0, 1.0, 1)).unscaled().at(3, 1_000_000, NOW + 5))
                .isEqualTo(there);
        assertThat(walk.unscaled().at(3, Integer.MAX_VALUE, NOW)).isBetween(0L, 1_000L);
    }

    @Test
    void aSineIsAtItsMeanAtMidnightAndHighestAtSix() {
        Value.Numeric sine = numeric(new SineField(10.0, 30.0, Period.of("24h"), null, 1));
        long midnight = NOW / DAY * DAY;

        assertThat(sine.unscaled().at(0, 0, midnight)).isEqualTo(200);
        assertThat(sine.unscaled().at(0, 0, midnight + DAY / 4)).isEqualTo(300);
        assertThat(sine.unscaled().at(0, 0, midnight + 3 * DAY / 4)).isEqualTo(100);
    }

    @Test
    void noiseStaysNearTheWaveAndWithinTheBounds() {
        Value.Numeric wave = numeric(new SineField(0.0, 10.0, Period.of("10s"), null, 2));
        Value.Numeric noisy = numeric(new SineField(0.0, 10.0, Period.of("10s"), 2.0, 2));
        int moved = 0;
        for (int seq = 0; seq < 1_000; seq++) {
            long value = noisy.unscaled().at(1, seq, NOW + 37L * seq);

            assertThat(value).isBetween(0L, 1_000L);
            assertThat(Math.abs(value - wave.unscaled().at(1, seq, NOW + 37L * seq)))
                    .isLessThanOrEqualTo(201);
            moved += value == wave.unscaled().at(1, seq, NOW + 37L * seq) ? 0 : 1;
        }
        assertThat(moved).isGreaterThan(800);
    }

    @Test
    void aMeterNeverRunsBackwardsAndKeepsItsRate() {
        Value.Numeric meter = numeric(new CounterField(1_000.0, 500.0, 0.25, 3));
        long before = 0;
        for (int seq = 0; seq < 10_000; seq++) {
            long now = meter.unscaled().at(9, seq, NOW);
            assertThat(now).isGreaterThanOrEqualTo(before);
            before = now;
        }
        long start = meter.unscaled().at(9, 0, NOW);
        assertThat(start).isBetween(1_000_000L, 1_500_000L);
        assertThat((before - start) / 1_000.0).isCloseTo(2_500, within(1.0));
        assertThat(meter.unscaled().at(10, 0, NOW)).isNotEqualTo(start);
    }

    @Test
    void textsComeByTheirWeights() {
        Value.Choice status =
                (Value.Choice) new EnumField(List.of("ok", "warn", "off"), List.of(8.0, 2.0, 0.0), null).value(1);
        int[] counts = new int[3];
        for (int seq = 0; seq < 10_000; seq++) {
            counts[(int) status.index().at(4, seq, NOW)]++;
        }

        assertThat(counts[0] / 10_000.0).isCloseTo(0.8, within(0.02));
        assertThat(counts[2]).isZero();
    }

    @Test
    void aTextThatDwellsStaysForItsMessages() {
        Value.Choice status =
                (Value.Choice) new EnumField(List.of("a", "b", "c", "d", "e", "f", "g", "h"), null, 50).value(1);
        int changes = 0;
        for (int seq = 1; seq < 5_000; seq++) {
            changes += status.index().at(4, seq, NOW) == status.index().at(4, seq - 1, NOW) ? 0 : 1;
        }

        assertThat(changes).isBetween(70, 100);
    }

    @Test
    void truthHasItsShare() {
        Value.Flag on = (Value.Flag) new BoolField(0.1, null).value(1);
        long count = 0;
        for (int seq = 0; seq < 10_000; seq++) {
            count += on.figure().at(0, seq, NOW);
        }

        assertThat(count / 10_000.0).isCloseTo(0.1, within(0.02));
    }

    @Test
    void aVehicleStaysInItsAreaDrivesAboutItsSpeedAndLooksWhereItGoes() {
        GpsField gps = new GpsField(52.5, 13.4, 2_000.0, 50.0, null);
        var parts = ((Value.Group) gps.value(1)).parts();
        assertThat(parts).containsOnlyKeys("lat", "lon", "heading");
        double eastPerDegree = 111_195 * Math.cos(Math.toRadians(52.5));
        for (int device = 0; device < 20; device++) {
            double driven = 0;
            for (int second = 0; second < 600; second++) {
                double north = (at(parts.get("lat"), device, second) - 52.5) * 111_195;
                double east = (at(parts.get("lon"), device, second) - 13.4) * eastPerDegree;
                double northThen = (at(parts.get("lat"), device, second + 1) - 52.5) * 111_195;
                double eastThen = (at(parts.get("lon"), device, second + 1) - 13.4) * eastPerDegree;
                double step = Math.hypot(northThen - north, eastThen - east);
                driven += step;

                assertThat(Math.hypot(north, east)).isLessThanOrEqualTo(2_001);
                double going =
                        Math.floorMod(Math.round(Math.toDegrees(Math.atan2(eastThen - east, northThen - north))), 360L);
                double off = Math.abs(going - at(parts.get("heading"), device, second));
                assertThat(Math.min(off, 360 - off)).isLessThan(8);
            }
            assertThat(driven / 600 * 3.6).isBetween(40.0, 60.0);
        }
    }

    private static double at(Value value, int device, int second) {
        Value.Numeric numeric = (Value.Numeric) value;
        return numeric.unscaled().at(device, 0, NOW + 1_000L * second) / Math.pow(10, numeric.decimals());
    }

    @Test
    void whatCannotBeIsSaidWithItsKey() {
        complains(new WalkField(1.0, 2.0, 0.0, 2), "step");
        complains(new WalkField(1.0, 2.0, 0.001, 2), "step");
        complains(new WalkField(2.0, 1.0, 0.1, 2), "max");
        complains(new WalkField(null, 1.0, 0.1, 2), "min");
        complains(new WalkField(1.001, 1.002, 1.0, 2), "decimals");
        complains(new WalkField(0.0, 1e300, 1.0, 2), "max");
        complains(new WalkField(0.0, Double.NaN, 1.0, 2), "max");
        complains(new WalkField(0.0, 1.0, 0.1, 12), "decimals");
        complains(new SineField(0.0, 1.0, null, null, null), "period");
        complains(new SineField(0.0, 1.0, Period.of("1s"), -1.0, null), "noise");
        complains(new EnumField(null, null, null), "values");
        complains(new EnumField(List.of("a"), List.of(1.0, 2.0), null), "weights");
        complains(new EnumField(List.of("a"), List.of(0.0), null), "weights");
        complains(new EnumField(List.of("a"), null, 0), "dwell");
        complains(new BoolField(2.0, null), "share");
        complains(new CounterField(null, null, null, null), "rate");
        complains(new CounterField(null, -1.0, 1.0, null), "spread");
        complains(new GpsField(90.0, 0.0, null, null, null), "lat");
        complains(new GpsField(0.0, null, null, null, null), "lon");
        complains(new ConstantField(null), "value");
        complains(new ConstantField(List.of(1)), "value");
        complains(new ConstantField(1e300), "value");
        assertThatThrownBy(() -> Period.of("5 minutes")).hasMessageContaining("30s");
        assertThat(Period.of("1.5h")).isEqualTo(new Period(5_400_000));
        assertThat(Period.of("250ms")).isEqualTo(new Period(250));
        assertThatThrownBy(() -> Period.of("0s")).hasMessageContaining("above 0");
    }

    private static void complains(FieldSpec field, String key) {
        assertThat(field.complaints()).extracting(Complaint::path).contains(key);
        assertThat(field.complaints())
                .allSatisfy(complaint -> assertThat(complaint.text()).isNotBlank());
    }

    @Test
    void whatCanBeIsNotComplainedOf() {
        assertThat(List.of(
                        new WalkField(15.0, 30.0, 0.5, null),
                        new SineField(0.0, 1.0, Period.of("24h"), null, null),
                        new EnumField(List.of("a"), null, null),
                        new BoolField(null, null),
                        new CounterField(null, null, 1.0, null),
                        new GpsField(52.5, 13.4, null, null, null),
                        new ConstantField(1.5),
                        new ConstantField("x"),
                        new SeqField(),
                        new TimeField(null)))
                .allSatisfy(field -> assertThat(field.complaints()).isEmpty());
    }

    private static Value.Numeric numeric(FieldSpec field) {
        return numeric(field, 1);
    }

    private static Value.Numeric numeric(FieldSpec field, long key) {
        assertThat(field.complaints()).isEmpty();
        return (Value.Numeric) field.value(key);
    }
}
