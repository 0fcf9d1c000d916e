package dev.sluice.simulator.readback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientPropertiesTest {

    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    @TempDir
    private Path folder;

    @AfterEach
    void forget() {
        System.clearProperty(ALLOWED_URLS);
    }

    @Test
    void whatTheFileSaysGoesToTheClientBeforeItsDefaults() throws Exception {
        Map<String, Object> client = new HashMap<>(Map.of("client.id", "default", "max.poll.records", 7));

        ClientProperties.read(file("client.id=auditor\nsasl.mechanism = PLAIN\n# a remark\n"))
                .over(client);

        assertThat(client).isEqualTo(Map.of("client.id", "auditor", "sasl.mechanism", "PLAIN", "max.poll.records", 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bootstrap.servers",
                "key.deserializer",
                "value.deserializer",
                "group.id",
                "enable.auto.commit",
                "auto.offset.reset",
                "isolation.level",
                "request.timeout.ms"
            })
    void whatTheSimulatorMustSetIsRefusedByName(String key) throws Exception {
        Path file = file("client.id=mine\n" + key + "=hidden\n");

        assertThatThrownBy(() -> ClientProperties.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(file.toString(), "sets " + key + ",")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws Exception {
        assertThatThrownBy(() -> ClientProperties.read(folder.resolve("missing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no file " + folder.resolve("missing"));
        assertThatThrownBy(() -> ClientProperties.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the file " + folder + " cannot be read: ");
        assertThatThrownBy(() -> ClientProperties.read(file("password=\\u12")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no file of Java properties");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "security.protocol=SASL_TLS | SASL_TLS for configuration security.protocol",
                "security.protocol=SASL_PLAINTEXT | entry in the JAAS configuration",
                "security.protocol=SSL\\nssl.truststore.location=/no/such/store.jks | /no/such/store.jks",
                "security.protocol=SASL_PLAINTEXT\\nsasl.mechanism=PLAIN\\nsasl.jaas.config=M required password=\"a\"hush;"
                        + " | sasl.jaas.config cannot be understood",
                "security.protocol=SASL_PLAINTEXT\\nsasl.mechanism=PLAIN\\nsasl.jaas.config=M hush; | cannot be understood",
                "security.protocol=SASL_PLAINTEXT\\nsasl.mechanism=PLAIN\\nsasl.jaas.config=M required p=\"hush\"; | M",
                "max.poll.records=many | many for configuration max.poll.records"
            })
    void whatKafkasClientCannotWorkWithIsSaidWithItsFileAndWithoutSecrets(String properties, String complaint)
            throws Exception {
        Path file = file(properties.replace("\\n", "\n"));
        ClientProperties chosen = ClientProperties.read(file);

        assertThatThrownBy(() -> KafkaTopics.at("127.0.0.1:9", chosen, false, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the file " + file + " cannot be used: ")
                .hasMessageContaining(complaint)
                .hasMessageNotContaining("hush")
                .hasMessageNotContaining("Exception");
    }

    @Test
    void aLoginThatIsCompleteIsTaken() throws Exception {
        var chosen =
                ClientProperties.read(file("security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config="
                        + PlainLoginModule.class.getName() + " required username=\"u\" password=\"hush\";\n"));

        KafkaTopics.at("127.0.0.1:9", chosen, false, Duration.ofSeconds(1)).close();

        assertThat(chosen.toString()).contains("sasl.jaas.config").doesNotContain("hush");
    }

    @Test
    void whereTokensComeFromMayBeAskedAndNobodyElse() throws Exception {
        var chosen = ClientProperties.read(file("sasl.oauthbearer.token.endpoint.url=https://id.example/token\n"));

        chosen.over(new HashMap<>());
        chosen.over(new HashMap<>());

        assertThat(System.getProperty(ALLOWED_URLS)).isEqualTo("https://id.example/token");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("client.properties"), text);
    }
}
