package dev.sluice.simulator.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.simulator.field.FieldSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PayloadDocsTest {

    private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(payload:.*?)```");
    private static final Path SHIPPED = Path.of("src/main/resources/dev/sluice/simulator/scenario");

    @Test
    void everyPayloadInTheDocsIsGood() throws Exception {
        List<String> blocks =
                BLOCK.matcher(page()).results().map(block -> block.group(1)).toList();

        assertThat(blocks).hasSizeGreaterThanOrEqualTo(7);
        for (String block : blocks) {
            JsonNode payload = Yaml.YAML.readTree(block).get("payload");
            PayloadSpec spec = Yaml.YAML.treeToValue(payload, PayloadSpec.class);

            assertThat(spec.complaints(Yaml.HERE))
                    .as(block)
                    .allMatch(complaint -> complaint.text().contains("cannot be read")
                            || complaint.text().contains("is not there"));
        }
    }

    @Test
    void payloadsOfShippedScenariosAreGoodAndCanBeAudited() throws Exception {
        List<Path> scenarios;
        try (Stream<Path> files = Files.list(SHIPPED)) {
            scenarios = files.toList();
        }
        assertThat(scenarios).isNotEmpty();
        for (Path scenario : scenarios) {
            for (JsonNode fleet : Yaml.YAML.readTree(Files.readString(scenario)).get("fleets")) {
                PayloadSpec spec = Yaml.YAML.treeToValue(fleet.get("payload"), PayloadSpec.class);

                assertThat(spec.complaints(Yaml.HERE)).as(scenario.toString()).isEmpty();
                assertThat(spec.whyNoAudit()).as(scenario.toString()).isEmpty();
                assertThat(spec.hasOwnTopics()).as(scenario.toString()).isEqualTo(!fleet.has("topic"));
            }
        }
    }

    @Test
    void everyTypeIsInTheTable() throws Exception {
        String page = page();
        for (MatchResult type : Pattern.compile("name = \"([a-z]+)\"")
                .matcher(Files.readString(
                        Path.of("src/main/java/" + FieldSpec.class.getName().replace('.', '/') + ".java")))
                .results()
                .toList()) {
            assertThat(page).contains("`" + type.group(1) + "`");
        }
    }

    private static String page() throws Exception {
        return Files.readString(Path.of("../docs/simulator.md"));
    }
}
