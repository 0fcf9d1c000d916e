package dev.sluice.sandbox.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BalancerFilesTest {

    @TempDir
    Path folder;

    @Test
    void aReplicaThatIsNotReadyKeepsTheDevicesThatItHas() throws IOException {
        String text = Files.readString(new BalancerFiles(folder, 100, false).write(1883, List.of()));

        assertThat(text)
                .contains("bind 127.0.0.1:1883", "balance leastconn", "send-proxy-v2", "GET /health/ready")
                .doesNotContain("on-marked-down", "stick");
    }

    @Test
    void devicesAreLedBackByTheirClientIds() throws IOException {
        assertThat(Files.readString(new BalancerFiles(folder, 100, true).write(1883, List.of())))
                .contains(
                        "    stick on req.payload(0,0),mqtt_field_value(connect,client_identifier)\n    option httpchk");
    }
}
