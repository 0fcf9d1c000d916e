package dev.sluice.bridge.reload;

import static dev.sluice.bridge.reload.RulesOnDisk.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bridge.kafka.ProducerProperties;
import dev.sluice.bridge.settings.ReloadSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a reload comes by itself, because files have changed. */
class WatchedFilesTest {

    private RulesOnDisk rules;

    @BeforeEach
    void open(@TempDir Path folder) {
        rules = new RulesOnDisk(folder);
    }

    @AfterEach
    void close() {
        rules.close();
    }

    @Test
    void watchedFileIsReadOnceItHoldsStillAndHalfAFileOnlyDelaysThat() throws Exception {
        rules.start(FIRST);
        rules.reload.watch(new ReloadSettings(true, Duration.ofMillis(100)));

        rules.write(FIRST.replace("topic-a", "topic-c").substring(0, 120) + "{");
        await().atMost(Duration.ofSeconds(60)).until(() -> rules.count("refused") == 1);
        rules.write(FIRST.replace("topic-a", "topic-c"));

        await().atMost(Duration.ofSeconds(60))
                .until(() -> rules.current().engine().constantTopics().contains("topic-c"));
        await().until(() -> rules.count("applied") == 1);
        assertThat(rules.count("refused")).isEqualTo(1);
    }

    @Test
    void folderThatIsReplacedByTurningALinkIsNoticed() throws Exception {
        var first = mounted("..first", FIRST, "int");
        var data = Files.createSymbolicLink(rules.folder.resolve("..data"), first.getFileName());
        var file = Files.createSymbolicLink(rules.folder.resolve("sluice.yaml"), Path.of("..data/sluice.yaml"));
        Files.createSymbolicLink(rules.folder.resolve("schemas"), Path.of("..data/schemas"));
        rules.start(new ConfigurationSource(Optional.of(file), List.of(), new ProducerProperties()));
        rules.reload.watch(new ReloadSettings(true, Duration.ofMillis(100)));

        var second = mounted("..second", FIRST.replace("topic-a", "topic-c"), "long");
        var turned = Files.createSymbolicLink(rules.folder.resolve("..data_tmp"), second.getFileName());
        Files.move(turned, data, StandardCopyOption.ATOMIC_MOVE);

        await().atMost(Duration.ofSeconds(60)).until(() -> rules.count("applied") == 1);
        assertThat(rules.current().engine().constantTopics()).contains("topic-c");
        assertThat(rules.count("refused")).isZero();
    }

    @Test
    void fileThatAValueRefersToIsWatchedToo() throws Exception {
        Files.writeString(rules.folder.resolve("stage.txt"), "test\n");
        rules.start(FIRST.replace("topic-a", "'${file:stage.txt}-a'"));
        rules.reload.watch(new ReloadSettings(true, Duration.ofMillis(100)));

        Files.writeString(rules.folder.resolve("stage.txt"), "production\n");

        await().atMost(Duration.ofSeconds(60))
                .until(() -> rules.current().engine().constantTopics().contains("production-a"));
    }

    @Test
    void registryThatDoesNotAnswerIsAskedAgainAlthoughNoFileChanges() throws Exception {
        rules.start(FIRST);
        rules.reload.watch(new ReloadSettings(true, Duration.ofMillis(100)));

        rules.write("schemas: { registry: { url: 'http://127.0.0.1:1', timeout: 100ms } }\n"
                + "mappings: [ { name: r, from: r, to: { topic: r }, value: { schema: { subject: s } } } ]\n");

        await().atMost(Duration.ofSeconds(60)).until(() -> rules.count("refused") >= 3);
        assertThat(rules.health.component("rules").health().detail()).contains("http://127.0.0.1:1");
    }

    @Test
    void unwatchedFileWaitsForSomebodyToAsk() throws Exception {
        rules.start(FIRST);
        rules.reload.watch(new ReloadSettings(false, Duration.ofMillis(100)));
        rules.write(FIRST.replace("topic-a", "topic-c"));

        await().during(Duration.ofMillis(600)).until(() -> rules.count("applied") == 0);
        assertThat(rules.reload()).isInstanceOf(ReloadOutcome.Applied.class);
    }

    private Path mounted(String name, String yaml, String type) throws IOException {
        var mount = Files.createDirectories(rules.folder.resolve(name));
        Files.createDirectories(mount.resolve("schemas"));
        Files.writeString(mount.resolve("sluice.yaml"), yaml);
        Files.writeString(mount.resolve("schemas/T.avsc"), RulesOnDisk.avsc(type));
        return mount;
    }
}
