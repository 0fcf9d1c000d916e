package dev.sluice.mapping;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice.mapping");

    @Test
    void packagesFormNoCycles() {
        slices().matching("dev.sluice.mapping.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void mappingKnowsNeitherSourcesNorSinks() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx..",
                        "io.netty..",
                        "io.moquette..",
                        "org.apache.kafka..",
                        "dev.sluice.broker..",
                        "dev.sluice.bridge..")
                .check(CLASSES);
    }

    @Test
    void theMessagePathDoesNoFilesNoSocketsAndNoThreads() {
        noClasses()
                .that()
                .resideInAnyPackage("..message..", "..topic..", "..transcode..", "..sparkplug..", "..engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.net..", "java.util.concurrent.locks..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Executor.class)
                .check(CLASSES);
    }

    @Test
    void topicsAndTranscodingKnowNoRules() {
        noClasses()
                .that()
                .resideInAnyPackage("..message..", "..topic..", "..schema..", "..transcode..", "..settings..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..rule..", "..engine..")
                .check(CLASSES);
    }

    @Test
    void namesSayTheJob() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Processor|Data|Info)")
                .check(CLASSES);
    }
}
