package dev.sluice.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryDocumentsTest {

    @TempDir
    Path folder;

    @Test
    void aDocumentHasTheSimulatorsFieldsInTheSizeAskedFor() throws Exception {
        String document = TelemetryDocuments.document(7, 41, new Random(1), 200);

        assertThat(document).hasSize(200);
        var read = new ObjectMapper().readTree(document);
        assertThat(read.fieldNames())
                .toIterable()
                .containsExactly(
                        "device",
                        "seq",
                        "ts",
                        "temperature",
                        "humidity",
                        "pressure",
                        "battery",
                        "rssi",
                        "status",
                        "note");
        assertThat(read.path("device").asText()).isEqualTo("d-00007");
        assertThat(read.path("seq").asInt()).isEqualTo(41);
    }

    @Test
    void everyLineIsADocumentOfItsOwn() throws Exception {
        Path file = TelemetryDocuments.write(folder.resolve("documents"), 100, 200);

        assertThat(Files.readAllLines(file)).doesNotHaveDuplicates().hasSizeGreaterThan(10_000);
    }
}
