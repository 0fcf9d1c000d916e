package dev.sluice.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice.simulator");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.sluice.simulator.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void theJudgeSharesNoCodeWithTheJudged() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sluice.bridge..", "dev.sluice.broker..", "dev.sluice.mapping..")
                .allowEmptyShould(false)
                .check(classes);
    }

    @Test
    void eachOutsideLibraryHasOnePlace() {
        onlyIn("..simulator.readback..", "org.apache.kafka..");
        onlyIn("..simulator.hivemq..", "com.hivemq..");
        classes()
                .that()
                .resideOutsideOfPackages("..simulator.decode..", "..simulator.encode..", "..simulator.command..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("org.apache.avro..")
                .check(classes);
        onlyIn("..simulator.command..", "picocli..");
    }

    @Test
    void whatDevicesSayAndWhatAuditorsFindKnowNoNetwork() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..telemetry..",
                        "..field..",
                        "..encode..",
                        "..sparkplug..",
                        "..replay..",
                        "..payload..",
                        "..ledger..",
                        "..audit..",
                        "..decode..",
                        "..progress..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "java.net..")
                .check(classes);
    }

    @Test
    void namesAreNounsWithAJob() {
        classes()
                .that()
                .areTopLevelClasses()
                .should()
                .haveNameNotMatching(".*(Manager|Helper|Utils?|Impl|Processor|Data|Info)")
                .check(classes);
    }

    @Test
    void everyPackageSaysWhatItOwns() throws Exception {
        Path root = Path.of("src/main/java");
        Stream<Path> folders = classes.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .map(name -> root.resolve(name.replace('.', '/')));
        assertThat(folders).isNotEmpty().allMatch(folder -> Files.exists(folder.resolve("package-info.java")));
    }

    private void onlyIn(String home, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(classes);
    }
}
