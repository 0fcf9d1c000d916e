package dev.sluice.broker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final String[] MOQUETTE_SIDE = {
        "..broker.moquette..", "io.moquette..",
    };

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath("target/classes");

    @Test
    void theClassesAreThere() {
        assertThat(CLASSES.contain("dev.sluice.broker.MqttBroker")).isTrue();
        assertThat(CLASSES.contain("io.moquette.broker.MoquetteKernel")).isTrue();
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.sluice.broker.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTwoClassesOfOursLiveInMoquettesPackages() {
        List<String> theirs = CLASSES.stream()
                .filter(type -> type.getPackageName().startsWith("io.moquette"))
                .filter(JavaClass::isTopLevelClass)
                .map(JavaClass::getName)
                .toList();

        assertThat(theirs)
                .containsExactlyInAnyOrder(
                        "io.moquette.broker.MoquetteKernel", "io.moquette.broker.ResilientSessionLoops");
    }

    @Test
    void onlyOnePackageOfOursKnowsMoquette() {
        knowsMoquetteOnlyIn(MOQUETTE_SIDE).check(CLASSES);
    }

    @Test
    void nobodyHereKnowsKafkaMappingOrBridge() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..", "org.apache.avro..", "dev.sluice.mapping..", "dev.sluice.bridge..")
                .check(CLASSES);
    }

    @Test
    void whatIsHandedOutKnowsNeitherPipelineNorMoquette() {
        noClasses()
                .that()
                .resideInAPackage("..broker.publish..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty.channel..", "io.vertx..", "io.moquette..")
                .check(CLASSES);
    }

    @Test
    void onlyTheListenerAndTheDoorKnowVertx() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.sluice.broker", "..broker.listener..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx..")
                .check(CLASSES);
    }

    @Test
    void namesSayTheJob() {
        var rule = classes();
        for (var vague : List.of("Manager", "Helper", "Util", "Utils", "Impl", "Processor", "Data", "Info")) {
            rule.should().haveSimpleNameNotEndingWith(vague).check(CLASSES);
        }
    }

    @Test
    void everyPackageSaysWhatItOwns() throws IOException {
        try (Stream<Path> folders = Files.walk(SOURCES.resolve("dev/sluice"))) {
            var silent = folders.filter(Files::isDirectory)
                    .filter(ArchitectureTest::holdsSources)
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                    .toList();

            assertThat(silent).isEmpty();
        }
    }

    /** ArchUnit rules that match nothing stay green: these show that ours bite. */
    @Test
    void aForbiddenImportWouldBeFound() {
        assertThatThrownBy(() -> knowsMoquetteOnlyIn("..broker.listener..").check(CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("MoquetteKernel");
    }

    @Test
    void aCycleWouldBeFound() {
        // within the gate's package, AckGate and GateLoop know each other: as slices of one class each, that is a cycle
        assertThatThrownBy(() -> slices().assignedFrom(eachClassAlone())
                        .should()
                        .beFreeOfCycles()
                        .check(CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("GateLoop");
    }

    private static SliceAssignment eachClassAlone() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().equals("dev.sluice.broker.gate")
                        ? SliceIdentifier.of(type.getSimpleName())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "each class of the gate alone";
            }
        };
    }

    private static ArchRule knowsMoquetteOnlyIn(String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.moquette..");
    }

    private static boolean holdsSources(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
