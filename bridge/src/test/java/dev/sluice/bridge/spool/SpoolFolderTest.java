package dev.sluice.bridge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.bridge.settings.EnvironmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolFolderTest {

    private static final String KEY = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private static final String OTHER_KEY = KEY.replace('0', '1');

    @TempDir
    private Path folder;

    private final PretendKafka kafka = new PretendKafka(PretendKafka.Mood.AWAY);

    @Test
    void aSecondProcessIsRefused() {
        try (var first = SpoolOnDisk.open(folder, kafka)) {
            assertThat(first.offer("d", "1")).isNotNull();
            assertThatThrownBy(() -> SpoolOnDisk.open(folder, kafka))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("in use by another process");
        }
    }

    @Test
    void recordsAreNotReadableOnDiskWithAKeyAndComeBackWithIt() throws IOException {
        try (var spool = SpoolOnDisk.openWithKey(folder, kafka, KEY)) {
            spool.offer("d", "very-secret-reading");
            await().untilAsserted(() -> assertThat(spool.acknowledged).hasSize(1));
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as("%s", file)
                        .doesNotContain("very-secret");
            }
        }
        kafka.becomes(PretendKafka.Mood.WELL);
        try (var spool = SpoolOnDisk.openWithKey(folder, kafka, KEY)) {
            assertThat(spool.spool).isNotNull();
            await().untilAsserted(() -> assertThat(kafka.values()).containsExactly("very-secret-reading"));
        }
    }

    @Test
    void anotherKeyOrNoneIsRefusedAndNothingIsLost() {
        leaveOne(KEY);

        assertThatThrownBy(() -> SpoolOnDisk.openWithKey(folder, kafka, OTHER_KEY))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("encrypted with another key");
        assertThatThrownBy(() -> SpoolOnDisk.open(folder, kafka))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("spool.key is not set");

        kafka.becomes(PretendKafka.Mood.WELL);
        try (var spool = SpoolOnDisk.openWithKey(folder, kafka, KEY)) {
            assertThat(spool.spool).isNotNull();
            await().untilAsserted(() -> assertThat(kafka.values()).containsExactly("1"));
        }
    }

    @Test
    void aKeyForAJournalWithoutOneIsRefused() {
        leaveOne(null);

        assertThatThrownBy(() -> SpoolOnDisk.openWithKey(folder, kafka, KEY))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("not encrypted");
    }

    @Test
    void aFolderThatCannotBeMadeIsTheEnvironmentsFault() throws IOException {
        var file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> SpoolOnDisk.open(file.resolve("spool"), kafka))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("spool.folder");
    }

    private void leaveOne(String key) {
        try (var spool = key == null ? SpoolOnDisk.open(folder, kafka) : SpoolOnDisk.openWithKey(folder, kafka, key)) {
            spool.offer("d", "1");
            await().untilAsserted(() -> assertThat(spool.acknowledged).hasSize(1));
        }
    }
}
