package dev.sluice.mapping.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("KAFKA", "kafka-1:9092", "PORT", "1884");

    @TempDir
    Path folder;

    enum Mode {
        DEAD_LETTER,
        DROP
    }

    record Kafka(String deadLetters, Duration deadline, Map<String, String> properties) {
        static Kafka read(Node node, Problems problems) {
            return new Kafka(
                    node.text("dead-letter.topic", "mqtt.dead-letters", problems),
                    node.durationBetween(
                            "delivery-deadline",
                            Duration.ofSeconds(1),
                            Duration.ofDays(1),
                            Duration.ofMinutes(10),
                            problems),
                    node.passThrough(
                            Set.of("bootstrap.servers", "linger.ms", "ssl.keystore.password")::contains,
                            List.of("bootstrap.servers", "linger.ms"),
                            problems));
        }
    }

    record Everything(int port, DataSize size, boolean on, Mode mode, Kafka kafka, List<Integer> ports) {
        static Everything read(Node node, Problems problems) {
            return new Everything(
                    node.intBetween("port", 1, 65_535, 1883, problems),
                    node.sizeBetween(
                            "bytes",
                            DataSize.ofMegabytes(1),
                            DataSize.ofGigabytes(8),
                            DataSize.ofMegabytes(64),
                            problems),
                    node.flag("on", true, problems),
                    node.choice("mode", Mode.DROP, problems),
                    Kafka.read(node.map("kafka", problems), problems),
                    node.list("listeners", problems).stream()
                            .map(listener -> listener.requiredInt("port", 0, 65_535, problems))
                            .toList());
        }
    }

    private SettingsFile file(String yaml, String... overrides) {
        return SettingsFile.ofText("sluice.yaml", yaml, folder, List.of(overrides), ENVIRONMENT::get);
    }

    private Everything read(String yaml, String... overrides) {
        var file = file(yaml, overrides);
        return file.read(Everything::read)
                .orElseThrow(() -> new AssertionError(file.problems().render()));
    }

    private List<Problem> problemsOf(String yaml, String... overrides) {
        var file = file(yaml, overrides);
        assertThat(file.read(Everything::read)).isEmpty();
        return file.problems().all();
    }

    private static <T> String render(SettingsFile file, BiFunction<Node, Problems, T> reader) {
        file.read(reader);
        return file.problems().render();
    }

    @Test
    void defaultsAreUsedWhenNothingIsWritten() {
        var expected = new Everything(
                1883,
                DataSize.ofMegabytes(64),
                true,
                Mode.DROP,
                new Kafka("mqtt.dead-letters", Duration.ofMinutes(10), Map.of()),
                List.of());

        assertThat(read("")).isEqualTo(expected);
        assertThat(read("kafka:\nlisteners:\n")).isEqualTo(expected);
        assertThat(SettingsFile.empty(List.of()).read(Everything::read)).contains(expected);
        assertThat(SettingsFile.ofOptional(folder.resolve("none.yaml"), List.of())
                        .read(Everything::read))
                .contains(expected);
    }

    @Test
    void everyKeyIsRead() {
        assertThat(read("""
                port: 1_884
                bytes: 2MB
                on: false
                mode: dead-letter
                kafka:
                  bootstrap.servers: a:1,b:2
                  dead-letter.topic: dead
                  delivery-deadline: 30s
                  linger.ms: 5
                listeners:
                  - { port: 1 }
                  - port: 2
                """))
                .isEqualTo(new Everything(
                        1884,
                        DataSize.ofMegabytes(2),
                        false,
                        Mode.DEAD_LETTER,
                        new Kafka(
                                "dead",
                                Duration.ofSeconds(30),
                                Map.of("bootstrap.servers", "a:1,b:2", "linger.ms", "5")),
                        List.of(1, 2)));
    }

    @Test
    void problemsAreShownAsOneTable() {
        var problems = new Problems("sluice.yaml");
        problems.add(new Problem(
                "sluice.yaml", 31, 3, "kafka.deadleter", "unknown key; did you mean \"dead-letter\"?", "UNKNOWN-KEY"));
        problems.add(new Problem(
                "sluice.yaml",
                14,
                7,
                "mappings[1].from",
                "\"sites/#/temp\": '#' must be the last level",
                "TOPIC-PATTERN"));

        assertThat(problems.render()).isEqualTo("""
                sluice.yaml cannot be used (2 problems):
                  14:7  mappings[1].from     "sites/#/temp": '#' must be the last level             [TOPIC-PATTERN]
                  31:3  kafka.deadleter      unknown key; did you mean "dead-letter"?               [UNKNOWN-KEY]""");
    }

    @Test
    void everyProblemIsFoundAtOnceWithItsPlace() {
        var file = file("""
                port: 70000
                bytes: 64
                on: maybe
                mode: dead_letter
                kafka:
                  delivery-deadline: soon
                  dead-leter.topic: x
                  bootstrap.server: y
                  zzz: 1
                listeners:
                  - host: h
                """, "kafka.linger=5", "ports", "listeners[4].port=1");

        assertThat(render(file, Everything::read)).isEqualTo("""
                sluice.yaml cannot be used (13 problems):
                  1:1    port                     "70000": allowed is a whole number from 1 to 65535            [OUT-OF-RANGE]
                  2:1    bytes                    "64": expected a size from 1MB to 8GB (B, KB, MB or GB)       [WRONG-TYPE]
                  3:1    on                       "maybe": expected true or false                               [WRONG-TYPE]
                  4:1    mode                     "dead_letter": expected dead-letter | drop                    [WRONG-TYPE]
                  6:3    kafka.delivery-deadline  "soon": expected a duration from 1s to 1d (ms, s, m, h or d)  [WRONG-TYPE]
                  7:3    kafka.dead-leter.topic   unknown key; did you mean "dead-letter.topic"?                [UNKNOWN-KEY]
                  8:3    kafka.bootstrap.server   unknown key; did you mean "bootstrap.servers"?                [UNKNOWN-KEY]
                  9:3    kafka.zzz                unknown key; allowed here: dead-letter.topic, delivery-deadline, bootstrap.servers, linger.ms  [UNKNOWN-KEY]
                  11:5   listeners[0].port        missing; expected a whole number from 0 to 65535              [MISSING-KEY]
                  11:5   listeners[0].host        unknown key; allowed here: port                               [UNKNOWN-KEY]
                  --set  ports                    expected path=value, as in mqtt.port=1884                     [BAD-OVERRIDE]
                  --set  kafka.linger             unknown key; did you mean "linger.ms"?                        [UNKNOWN-KEY]
                  --set  listeners[4].port        there is no such place in the settings                        [BAD-OVERRIDE]""");
    }

    @Test
    void aKeyWrittenTwiceIsAProblem() {
        assertThat(problemsOf("port: 1\non: true\nport: 2\n"))
                .containsExactly(new Problem(
                        "sluice.yaml", 3, 1, "port", "written twice; the first is in line 1", "DUPLICATE-KEY"));
    }

    @Test
    void aSyntaxErrorNamesItsPlace() {
        assertThat(problemsOf("port: 1\nkafka: [a\nmode: drop\n"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("NOT-YAML");
                    assertThat(problem.line()).isEqualTo(3);
                    assertThat(problem.message()).startsWith("not YAML: ").doesNotContain("\n");
                });
        assertThat(problemsOf("\tport: 1")).extracting(Problem::code).containsExactly("NOT-YAML");
        assertThat(problemsOf("port: 1\n---\nport: 2"))
                .extracting(Problem::code)
                .containsExactly("NOT-YAML");
        assertThat(problemsOf("- port\n")).extracting(Problem::code).containsExactly("WRONG-TYPE");
    }

    @Test
    void anchorsAndAliasesAreRefused() {
        assertThat(problemsOf("kafka: &k\n  linger.ms: 5\nmode: *k\n"))
                .extracting(Problem::code)
                .contains("YAML-ALIAS", "YAML-ALIAS");
    }

    @Test
    void aMapWhereAValueIsExpectedAndTheOtherWayRound() {
        assertThat(problemsOf("port: { a: 1 }\nkafka: 5\nlisteners: x\nmode: [drop]\n"))
                .extracting(Problem::path, Problem::message)
                .containsExactly(
                        tuple("port", "a map: expected a whole number from 1 to 65535"),
                        tuple("kafka", "a single value: expected a map"),
                        tuple("listeners", "a single value: expected a list"),
                        tuple("mode", "a list: expected dead-letter | drop"));
    }

    @Test
    void aKeyWithNothingBehindItIsAProblem() {
        assertThat(problemsOf("port:\nmode: ''\n"))
                .extracting(Problem::message)
                .containsExactly(
                        "nothing: expected a whole number from 1 to 65535", "nothing: expected dead-letter | drop");
    }

    @Test
    void overridesReplaceWhatIsWrittenAndReachIntoListsAndDottedKeys() {
        var settings = read(
                "port: 1\nkafka: { bootstrap.servers: a }\nlisteners: [{ port: 1 }]\n",
                "port=2",
                "port=3",
                "kafka.bootstrap.servers=x=y",
                "kafka.dead-letter.topic=d",
                "listeners[0].port=7",
                "listeners[1].port=8");

        assertThat(settings.port()).isEqualTo(3);
        assertThat(settings.kafka().properties()).isEqualTo(Map.of("bootstrap.servers", "x=y"));
        assertThat(settings.kafka().deadLetters()).isEqualTo("d");
        assertThat(settings.ports()).containsExactly(7, 8);
    }

    @Test
    void overridesWorkWithNothingWritten() {
        assertThat(read("", "kafka.linger.ms=1", "listeners[0].port=0").ports()).containsExactly(0);
    }

    @Test
    void ofTwoKnownKeysTheLongerTakesTheOverride() {
        var file = file("", "a.b=1", "a.c=2");
        var read = file.read((node, problems) ->
                node.text("a.b", "-", problems) + node.map("a", problems).text("c", "-", problems));

        assertThat(read).contains("12");
    }

    @Test
    void variablesAndFilesAreRead() throws IOException {
        Files.writeString(folder.resolve("topic.txt"), "from-file\n");

        var settings = read(
                "port: ${env:PORT}\nkafka: { bootstrap.servers: 'x,${env:KAFKA}', dead-letter.topic: '${file:topic.txt}' }");

        assertThat(settings.port()).isEqualTo(1884);
        assertThat(settings.kafka().properties()).containsEntry("bootstrap.servers", "x,kafka-1:9092");
        assertThat(settings.kafka().deadLetters()).isEqualTo("from-file");
        assertThat(read("kafka: { linger.ms: '$${env:X}' }").kafka().properties())
                .containsEntry("linger.ms", "${env:X}");
    }

    @Test
    void referencesThatLeadNowhereAreProblems() {
        assertThat(
                        problemsOf(
                                "port: ${env:NO}\nkafka: { dead-letter.topic: '${file:none}', linger.ms: '${x}', bootstrap.servers: '${env:A' }"))
                .extracting(Problem::code)
                .containsExactlyInAnyOrder("ENV-MISSING", "FILE-MISSING", "BAD-REFERENCE", "BAD-REFERENCE");
    }

    @Test
    void secretsAreNeverShown() {
        var file = file("tls: { password: hunter2 }\ntoken: ${env:KAFKA}\n");
        var text = render(file, (node, problems) -> {
            var password = node.map("tls", problems).secret("password", problems);
            assertThat(password.orElseThrow().reveal()).isEqualTo("hunter2");
            assertThat(password.toString()).doesNotContain("hunter2");
            node.map("tls", problems).intBetween("password", 1, 2, 1, problems);
            return node.intBetween("token", 1, 2, 1, problems);
        });

        assertThat(text).contains("***").doesNotContain("hunter2").doesNotContain("kafka-1");
    }

    @Test
    void aFileThatMustExistAndDoesNotIsAProblem() {
        var file = SettingsFile.of(folder.resolve("none.yaml"), List.of());

        assertThat(file.read(Everything::read)).isEmpty();
        assertThat(file.problems().all()).extracting(Problem::code).containsExactly("FILE-MISSING");
    }

    @Test
    void aFileThatIsNotTextIsAProblem() throws IOException {
        var path = Files.write(folder.resolve("bad.yaml"), new byte[] {'a', ':', ' ', (byte) 0xff});
        var file = SettingsFile.of(path, List.of());

        assertThat(file.read(Everything::read)).isEmpty();
        assertThat(file.problems().all()).extracting(Problem::code).containsExactly("NOT-YAML");
    }

    @Test
    void whatIsNotBuiltYetSaysSo() {
        var file = file("registry: { url: x }\n");

        assertThat(render(file, (node, problems) -> {
                    node.notYet("registry", "the schema registry", problems);
                    node.notYet("spool", "the journal", problems);
                    return 1;
                }))
                .contains("not built yet: the schema registry")
                .contains("[NOT-YET]")
                .contains("(1 problem)");
    }
}
