package dev.sluice.bridge.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class TestCommandTest {

    private static final String RULES = """
            schemas: { folder: schemas }
            on-unmapped: local
            mappings:
              - name: telemetry
                from: devices/{site}/{device}/telemetry
                to:
                  topic: telemetry.{site}
                  key: "{device}"
                  timestamp: payload.ts
                  headers: { fleet: "{site}" }
                value:
                  schema: Telemetry
                  fields: { deviceId: "{device}", celsius: payload.temperature }
              - { name: raw, from: raw/#, payload: bytes, to: { topic: raw } }
            """;
    private static final String SCHEMA = """
            {"type": "record", "name": "Telemetry", "namespace": "com.example", "fields": [
              {"name": "deviceId", "type": "string"},
              {"name": "celsius", "type": "float"},
              {"name": "humidity", "type": ["null", "double"], "default": null},
              {"name": "tags", "type": {"type": "array", "items": "string"}, "default": []},
              {"name": "ts", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}
            """;
    private static final String GOOD = """
            cases:
              - name: a reading becomes a record
                message:
                  topic: devices/north/d7/telemetry
                  client: c1
                  payload: { temperature: 21.1, ts: "2026-11-21T10:15:30Z", tags: [a, b] }
                expect:
                  rule: telemetry
                  topic: telemetry.north
                  key: d7
                  timestamp: 2026-11-21T10:15:30Z
                  headers: { fleet: north, mqtt.client: c1 }
                  schema: Telemetry
                  value: { deviceId: d7, celsius: 21.1, tags: [a, b], ts: 2026-11-21T10:15:30Z }
              - name: nothing else is in it
                message: { topic: devices/n/d/telemetry, payload: { temperature: 1, ts: 7 } }
                expect:
                  exact: true
                  value: { deviceId: d, celsius: 1, humidity: null, tags: [], ts: 7 }
              - name: a reading without temperature is a dead letter
                message: { topic: devices/n/d/telemetry, payload: { ts: 7 } }
                expect: { reject: FIELD_MISSING, detail: temperature }
              - name: what is not JSON
                message: { topic: devices/n/d/telemetry, text: "<xml/>" }
                expect: { reject: PAYLOAD_NOT_DECODABLE }
              - name: other topics stay here
                message: { topic: elsewhere, payload: 7 }
                expect: { ignored: true }
              - name: bytes may be shown as text
                message: { topic: raw/a, hex: "68 69" }
                expect: { topic: raw, value: { payload: hi } }
              - name: or in base64
                message: { topic: raw/a, base64: AP8=, qos: 0, retained: true, user-properties: { a: b }, content-type: x }
                expect:
                  records:
                    - { value: { payload: AP8=, qos: 0, retained: true, contentType: x } }
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeRules() throws IOException {
        Files.createDirectories(folder.resolve("schemas"));
        written("schemas/Telemetry.avsc", SCHEMA);
        written("sluice.yaml", RULES);
    }

    @Test
    void casesBesideTheRulesAreFoundAndHold() throws IOException {
        written("telemetry.test.yaml", GOOD);

        assertThat(test()).as(out.toString() + err).isEqualTo(0);

        assertThat(out.toString())
                .contains("good  a reading becomes a record  (" + folder.resolve("telemetry.test.yaml") + ":2)\n")
                .endsWith("7 cases: 7 good, 0 bad\n");
    }

    @Test
    void everyDifferenceIsShownWithItsPlace() throws IOException {
        written("a.test.yaml", """
                cases:
                  - name: wrong in every way
                    message: { topic: devices/north/d7/telemetry, payload: { temperature: 21.5, ts: 7 } }
                    expect:
                      topic: telemetry.south
                      key: d8
                      timestamp: 2026-11-21T10:15:30Z
                      headers: { fleet: south, other: x }
                      value: { celsius: 21.6, humidity: 1, tags: [a], nonsense: 1 }
                """);

        assertThat(test()).isEqualTo(1);

        assertThat(out.toString())
                .contains("bad   wrong in every way  (" + folder.resolve("a.test.yaml") + ":2)\n")
                .contains("        topic\n          expected  telemetry.south\n          found     telemetry.north\n")
                .contains("        key\n          expected  d8\n          found     d7\n")
                .contains("        headers.fleet\n          expected  south\n          found     north\n")
                .contains("        headers.other\n          expected  x\n          found     no such header\n")
                .contains("        value.celsius\n          expected  21.6\n          found     21.5\n")
                .contains("        value.humidity\n          expected  1\n          found     null\n")
                .contains("        value.tags[0]\n          expected  \"a\"\n          found     nothing\n")
                .contains("        value.nonsense\n          expected  1\n          found     nothing\n")
                .contains("        timestamp\n")
                .endsWith("1 case: 0 good, 1 bad\n");
    }

    @Test
    void anotherOutcomeThanExpectedIsNamed() throws IOException {
        written("a.test.yaml", """
                cases:
                  - name: rejected
                    message: { topic: devices/n/d/telemetry, payload: {} }
                    expect: { topic: x }
                  - name: mapped
                    message: { topic: raw/a }
                    expect: { reject: FIELD_TYPE }
                  - name: mapped too
                    message: { topic: raw/a }
                    expect: { ignored: true }
                  - name: ignored
                    message: { topic: x }
                    expect: { records: [ { topic: x }, { topic: x } ] }
                """);

        assertThat(test()).isEqualTo(1);

        assertThat(out.toString())
                .contains("expected  one record\n", "found     a rejection FIELD_MISSING by rule telemetry (")
                .contains("expected  a rejection FIELD_TYPE\n", "found     one record (raw to raw)\n")
                .contains("expected  2 records\n", "found     no rule that wants it\n");
    }

    @Test
    void unknownKeysAreErrorsAsEverywhere() throws IOException {
        written("a.test.yaml", """
                cases:
                  - name: a
                    message: { topic: a, paylaod: 1 }
                    expect: { topik: x, reject: NONSENSE }
                  - { name: b, message: { topic: a/#, hex: 0g }, expect: {} }
                """);

        assertThat(test()).isEqualTo(2);

        assertThat(err.toString())
                .contains("did you mean \"payload\"?", "did you mean \"topic\"?", "[UNKNOWN-KEY]", "FIELD_MISSING")
                .contains("cases[1].message.topic", "is not hex", "cases[1].expect");
    }

    @Test
    void namedFilesAreRunAndMayNameTheirRules() throws IOException {
        written("other.yaml", "mappings: [{ name: o, from: o, to: { topic: o.o } }]");
        written("cases.yaml", """
                rules: other.yaml
                cases:
                  - { name: a, message: { topic: o }, expect: { topic: o.o } }
                  - { name: b, rules: sluice.yaml, message: { topic: raw/x }, expect: { topic: raw } }
                """);

        assertThat(test(folder.resolve("cases.yaml").toString()))
                .as(err.toString())
                .isEqualTo(0);
        assertThat(out.toString()).contains("2 cases: 2 good");
    }

    @Test
    void rulesThatCannotBeUsedStopEverything() throws IOException {
        written("sluice.yaml", "nonsense: 1");
        written("a.test.yaml", "cases: [{ name: a, message: { topic: a }, expect: { topic: a } }]");

        assertThat(test()).isEqualTo(2);
        assertThat(err.toString()).contains("sluice.yaml cannot be used (1 problem):");
    }

    @Test
    void noCasesAtAllIsNoSuccess() {
        assertThat(test()).isEqualTo(2);
        assertThat(err.toString()).contains("no cases: there is no *.test.yaml in ");
    }

    @Test
    void reportForCiIsXmlThatItsToolsRead() throws Exception {
        written("a.test.yaml", """
                cases:
                  - { name: "good <&> \\u0001", message: { topic: raw/x }, expect: { topic: raw } }
                  - { name: bad, message: { topic: raw/x, client: "a\\u0007" }, expect: { key: "]]>" } }
                """);
        var report = folder.resolve("target/report.xml");

        assertThat(test("--junit", report.toString())).isEqualTo(1);

        var suites = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getDocumentElement();
        assertThat(suites.getTagName()).isEqualTo("testsuites");
        var suite = (Element) suites.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("time")).matches("\\d+\\.\\d{3}");
        var good = (Element) suite.getElementsByTagName("testcase").item(0);
        assertThat(good.getAttribute("name")).isEqualTo("good <&> \\u0001");
        assertThat(good.getAttribute("classname")).isEqualTo("a.test.yaml");
        assertThat(good.getElementsByTagName("failure").getLength()).isZero();
        var failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("key: expected ]]>, found a\\u0007");
        assertThat(failure.getTextContent()).contains("a.test.yaml:3");
    }

    private void written(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private int test(String... arguments) {
        out.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("test"));
        all.addAll(List.of(arguments));
        return new SluiceMain(folder, settings -> 0)
                .execute(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }
}
