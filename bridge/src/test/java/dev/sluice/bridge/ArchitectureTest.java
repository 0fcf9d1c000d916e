package dev.sluice.bridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice.bridge");

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.sluice.bridge.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheKafkaPackageAndTheCommandsKnowKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..bridge.kafka..", "..bridge.command..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void nobodyHereKnowsMoquette() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.moquette..", "dev.sluice.broker.moquette..")
                .check(CLASSES);
    }

    @Test
    void onlyObserveKnowsMicrometerAndPrometheus() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..bridge.observe..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "io.prometheus..")
                .check(CLASSES);
    }

    @Test
    void settingsAndObserveKnowNoNetwork() {
        noClasses()
                .that()
                .resideInAnyPackage("..bridge.settings..", "..bridge.observe..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..", "dev.sluice.broker..")
                .check(CLASSES);
    }

    @Test
    void onlyCommandsMayEndTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..bridge.command..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    @Test
    void namesSayTheJob() {
        classes()
                .should()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Utils")
                .andShould()
                .haveSimpleNameNotEndingWith("Impl")
                .andShould()
                .haveSimpleNameNotEndingWith("Processor")
                .andShould()
                .haveSimpleNameNotEndingWith("Data")
                .andShould()
                .haveSimpleNameNotEndingWith("Info")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsDescribed() {
        Set<String> packages = CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        Set<String> described = CLASSES.stream()
                .filter(c -> c.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());

        assertThat(described).containsAll(packages);
    }
}
