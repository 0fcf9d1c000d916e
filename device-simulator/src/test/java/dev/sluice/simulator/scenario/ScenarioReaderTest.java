package dev.sluice.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {

    private static final String GOOD = """
            description: Two fleets.
            duration: 30s
            seed: 7
            fleets:
              - prefix: meter-
                devices: 200
                ramp: 5s
                every: 10s
                arrivals: poisson
                mqtt: 3.1.1
                session: clean
                topic: meters/{device}
                qos: {0: 70, 1: 30}
                payload: {format: bytes, size: 10}
              - prefix: gateway-
                devices: 10
                every: 500ms
                arrivals: {process: bursty, size: 5}
                mqtt: 5
                topic: gateways/{device}
                payload: {format: bytes, size: 10}
                will: {topic: "gateways/{device}/gone"}
                faults: {drops-per-hour: 60, corrupt: 0.01}
                objectives: {p50: 20ms}
            storms:
              - {at: 10s, share: 0.5}
            objectives: {p99: 200ms, achieved: 0.99}
            """;

    @Test
    void everyKeyIsRead() throws Exception {
        Scenario scenario = ScenarioReader.read("two.yaml", GOOD, Path.of(""));

        FleetSpec meters = scenario.fleets().get(0);
        FleetSpec gateways = scenario.fleets().get(1);
        assertThat(scenario.name()).isEqualTo("two.yaml");
        assertThat(scenario.duration().seconds()).isEqualTo(30);
        assertThat(scenario.seed()).isEqualTo(7);
        assertThat(scenario.rate()).isEqualTo(40);
        assertThat(meters.mqtt()).isEqualTo(FleetSpec.Mqtt.V3_1_1);
        assertThat(meters.session()).isEqualTo(FleetSpec.SessionSpec.CLEAN);
        assertThat(meters.arrivals().process()).isEqualTo(ArrivalSpec.Process.POISSON);
        assertThat(meters.qos().weights()).containsExactly(70, 30, 0);
        assertThat(gateways.mqtt()).isEqualTo(FleetSpec.Mqtt.V5);
        assertThat(gateways.qos()).isEqualTo(QosMix.only(1));
        assertThat(gateways.arrivals().size()).isEqualTo(5);
        assertThat(gateways.will().topic()).isEqualTo("gateways/{device}/gone");
        assertThat(gateways.faults().dropsPerHour()).isEqualTo(60);
        assertThat(gateways.objectives().p50().millis()).isEqualTo(20);
        assertThat(meters.objectives()).isEqualTo(Objectives.NONE);
        assertThat(scenario.storms()).containsExactly(new StormSpec(Span.parse("10s"), 0.5));
        assertThat(scenario.objectives().p99().millis()).isEqualTo(200);
    }

    @Test
    void devicesAndRateAreSharedAsTheFleetsShareThem() throws Exception {
        Scenario scenario = ScenarioReader.read("two.yaml", GOOD, Path.of(""));

        assertThat(scenario.withDevices(420).fleets())
                .extracting(FleetSpec::devices)
                .containsExactly(400, 20);
        assertThat(scenario.withRate(400).fleets())
                .extracting(fleet -> fleet.every().millis())
                .containsExactly(1_000L, 50L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "every: 10s|evry: 10s|8:5|fleets[0].evry|unknown key; did you mean \"every\"?",
                "every: 10s|every: soon|8:5|fleets[0].every|\"soon\" is no length of time such as 250ms, 15s, 2m or 24h",
                "every: 10s|every: 0s|8:5|fleets[0].every|must be more than 0",
                "devices: 200|devices: many|6:5|fleets[0].devices|must be a whole number, not \"many\"",
                "devices: 200|devices: 0|6:5|fleets[0].devices|must be 1 to 1000000, not 0",
                "devices: 200|devices: [1]|6:5|fleets[0].devices|must be a whole number, not a list",
                "mqtt: 3.1.1|mqtt: 4|10:5|fleets[0].mqtt|\"4\" is none of 3.1.1, 5",
                "arrivals: poisson|arrivals: fish|9:5|fleets[0].arrivals|\"fish\" is none of constant, poisson, bursty, diurnal",
                "topic: meters/{device}|topic: meters/#|12:5|fleets[0].topic|topic \"meters/#\" is empty or has '+', '#' or NUL in it",
                "qos: {0: 70, 1: 30}|qos: 3|13:5|fleets[0].qos|must be 0, 1, 2, or weights such as {0: 70, 1: 25, 2: 5}, not 3",
                "prefix: gateway-|prefix: meter-|15:5|fleets[1].prefix|\"meter-\" begins the devices of another fleet too: two devices would have one client id",
                "share: 0.5|share: 50|26:15|storms[0].share|must be 0 to 1, not 50",
                "objectives: {p99|objectivs: {p99|27:1|objectivs|unknown key; did you mean \"objectives\"?",
            })
    void aMistakeIsNamedWithItsPlace(String good, String bad, String place, String path, String message) {
        List<Problem> problems = problems(GOOD.replaceFirst(Pattern.quote(good), bad));

        assertThat(problems)
                .extracting(problem -> problem.line() + ":" + problem.column(), Problem::path, Problem::message)
                .containsExactly(tuple(place, path, message));
    }

    @Test
    void allMistakesAreNamedAtOnce() {
        String bad = GOOD.replace("devices: 200", "devices: x")
                .replace("retain", "r")
                .replace("seed: 7", "sed: 7");

        assertThat(problems(bad)).extracting(Problem::path).containsExactly("sed", "fleets[0].devices");
    }

    @Test
    void whatIsMissingIsNamedAtWhatItIsMissingFrom() {
        assertThat(problems("fleets:\n  - prefix: a-\n    payload: {format: bytes, size: 10}\n"))
                .extracting(Problem::line, Problem::path, Problem::message)
                .containsExactly(tuple(2, "fleets[0].every", "is missing"), tuple(2, "fleets[0].topic", "is missing"));
    }

    @ParameterizedTest
    @CsvSource({
        "'fleets: [', 'this is no YAML'",
        "'', 'the file is empty'",
        "'hello', 'must be a block of keys'",
        "'fleets: []', 'at least one fleet'"
    })
    void whatIsNoScenarioAtAllIsSaidToBeNone(String text, String message) {
        assertThat(problems(text))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains(message));
    }

    @Test
    void theTableNamesTheFile() {
        Throwable table = catchThrowableOfType(
                ScenarioException.class,
                () -> ScenarioReader.read("my.yaml", "fleets:\n  - prefix: a-\n    evry: 1s\n", Path.of("")));

        assertThat(table.getMessage().lines())
                .containsExactly(
                        "Scenario my.yaml cannot be run (1 problem):",
                        "  3:5    fleets[0].evry  unknown key; did you mean \"every\"?");
    }

    @Test
    void atASteadyRateTheHourDoesNotCountAndOtherArrivalsStay() throws Exception {
        Scenario byDay = ScenarioReader.read(
                "day.yaml", GOOD.replace("arrivals: poisson", "arrivals: {process: diurnal, day: 1h}"), Path.of(""));

        assertThat(byDay.isSteady()).isFalse();
        assertThat(byDay.steady().isSteady()).isTrue();
        assertThat(byDay.steady().rate()).isEqualTo(byDay.rate());
        assertThat(byDay.steady().fleets())
                .extracting(fleet -> fleet.arrivals().process())
                .containsExactly(ArrivalSpec.Process.POISSON, ArrivalSpec.Process.BURSTY);
        assertThat(ScenarioReader.read("two.yaml", GOOD, Path.of("")).isSteady())
                .isTrue();
    }

    private static List<Problem> problems(String yaml) {
        return catchThrowableOfType(ScenarioException.class, () -> ScenarioReader.read("x.yaml", yaml, Path.of("")))
                .problems();
    }
}
