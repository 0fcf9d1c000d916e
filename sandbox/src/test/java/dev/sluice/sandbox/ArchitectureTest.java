package dev.sluice.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice.sandbox");

    @Test
    void packagesFormNoCycles() {
        slices().matching("dev.sluice.sandbox.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void theMachineKnowsNobody() {
        noClasses()
                .that()
                .resideInAPackage("..sandbox.machine..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "dev.sluice.sandbox.machine..")
                .check(classes);
    }

    @Test
    void onlyTheKafkaPackageKnowsKafkasServer() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..sandbox.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..")
                .check(classes);
    }

    @Test
    void nothingOfTheOtherModulesIsUsed() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "kafka..",
                        "org.apache.kafka..",
                        "picocli..",
                        "com.fasterxml.jackson..",
                        "dev.sluice.sandbox..")
                .check(classes);
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        try (var folders = Files.walk(Path.of("src/main/java"))) {
            List<Path> silent = folders.filter(Files::isDirectory)
                    .filter(ArchitectureTest::holdsClasses)
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                    .toList();
            assertThat(silent).isEmpty();
        }
    }

    private static boolean holdsClasses(Path folder) {
        try (var files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
