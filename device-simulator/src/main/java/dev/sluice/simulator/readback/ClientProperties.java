package dev.sluice.simulator.readback;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.SaslConfigs;

/** What a file says of connecting to Kafka, in the words of Kafka's own client. Its values may be secrets and are never shown. */
public final class ClientProperties {

    public static final ClientProperties NONE = new ClientProperties(Optional.empty(), Map.of());

    /** An audit that these change is another audit. */
    private static final List<String> OWN = List.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG);

    private static final Pattern SECRET = Pattern.compile("(?i).*(password|secret|jaas|keystore\\.key).*");

    private static final Pattern JAAS = Pattern.compile("JAAS config\\b|control flag");

    /** Kafka's client fetches from and reads nothing for OAUTHBEARER that these system properties do not name. */
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    private static final String ALLOWED_FILES = "org.apache.kafka.sasl.oauthbearer.allowed.files";
    private static final List<String> FILES = List.of(
            SaslConfigs.SASL_OAUTHBEARER_ASSERTION_FILE,
            SaslConfigs.SASL_OAUTHBEARER_ASSERTION_PRIVATE_KEY_FILE,
            SaslConfigs.SASL_OAUTHBEARER_ASSERTION_TEMPLATE_FILE);

    private final Optional<Path> file;
    private final Map<String, String> properties;

    private ClientProperties(Optional<Path> file, Map<String, String> properties) {
        this.file = file;
        this.properties = properties;
    }

    /**
     * Reads a file of Java properties, as Kafka's own tools take them ({@code kafka-console-consumer.sh --consumer.config}).
     *
     * @throws IllegalArgumentException when it cannot be read or sets what the simulator must set itself; the message names the file and the keys
     */
    public static ClientProperties read(Path file) {
        Properties read = new Properties();
        try (InputStream bytes = Files.newInputStream(file)) {
            read.load(bytes);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file " + file + " cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the file " + file + " is no file of Java properties: " + e.getMessage(), e);
        }
        List<String> own = OWN.stream().filter(read::containsKey).toList();
        if (!own.isEmpty()) {
            throw new IllegalArgumentException("the file " + file + " sets " + String.join(", ", own)
                    + ", which the simulator must set itself; take that out");
        }
        Map<String, String> properties = new TreeMap<>();
        read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
        return new ClientProperties(Optional.of(file), properties);
    }

    /** Lays them over a client's defaults. */
    void over(Map<String, Object> defaults) {
        defaults.putAll(properties);
        allow(ALLOWED_URLS, SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL);
        FILES.forEach(key -> allow(ALLOWED_FILES, key));
    }

    /** What Kafka's client says of them, as it may be shown. */
    String complaint(String kafkas) {
        String shown = kafkas;
        if (JAAS.matcher(kafkas).find()) { // may quote a part of the password
            shown = "sasl.jaas.config cannot be understood; it has the form: MODULE required NAME=\"VALUE\" … ;";
        }
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (SECRET.matcher(property.getKey()).matches()
                    && !property.getValue().isBlank()) {
                shown = shown.replace(property.getValue(), "***");
            }
        }
        String known = shown;
        return file.filter(path -> !known.contains(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG))
                .map(path -> "the file " + path + " cannot be used: " + known)
                .orElse(known);
    }

    /** Whoever may write the file may read what it names. */
    private void allow(String systemProperty, String key) {
        String named = properties.getOrDefault(key, "").strip();
        String allowed = System.getProperty(systemProperty, "");
        if (!named.isEmpty() && !List.of(allowed.split(",")).contains(named)) {
            System.setProperty(systemProperty, allowed.isEmpty() ? named : allowed + "," + named);
        }
    }

    @Override
    public String toString() {
        return "properties " + properties.keySet();
    }
}
