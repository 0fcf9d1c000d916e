package dev.sluice.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioDocsTest {

    @ParameterizedTest
    @ValueSource(classes = {Scenario.class, FleetSpec.class, FaultSpec.class})
    void everyKeyHasARow(Class<?> block) throws Exception {
        String page = page();
        for (RecordComponent key : block.getRecordComponents()) {
            String written = new PropertyNamingStrategies.KebabCaseStrategy().translate(key.getName());
            if (!written.equals("name")) {
                assertThat(page).containsPattern("(?m)^\\| (`[a-z-]+`, )?`" + written + "`");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {ArrivalSpec.class, WillSpec.class, StormSpec.class, Objectives.class})
    void keysOfSmallBlocksAreNamed(Class<?> block) throws Exception {
        String page = page();
        for (RecordComponent key : block.getRecordComponents()) {
            assertThat(page).contains(key.getName());
        }
    }

    @Test
    void theMistakesShownAreThoseThatAreFound() throws Exception {
        String yaml = "fleets:\n  - prefix: a-\n    evry: 1s\n";

        ScenarioException found = org.junit.jupiter.api.Assertions.assertThrows(
                ScenarioException.class, () -> ScenarioReader.read("my.yaml", yaml, Path.of("")));

        assertThat(page()).contains(found.getMessage());
    }

    @ParameterizedTest
    @FieldSource("dev.sluice.simulator.scenario.ShippedScenarios#NAMES")
    void whatShipsIsNamed(String name) throws Exception {
        assertThat(page()).contains("`" + name + "`");
    }

    private static String page() throws Exception {
        return Files.readString(Path.of("../docs/simulator.md"));
    }
}
