package dev.sluice.simulator.readback;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.security.auth.login.LoginException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers that look and leave no trace. */
final class Consumers {

    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private static final Set<String> FRAMES =
            Set.of("Failed to construct kafka consumer", "Failed to create new NetworkClient");

    /** Of an exception, in front of its message. */
    private static final Pattern CLASS_NAME = Pattern.compile("\\b(\\w+\\.)+\\w*Exception: ");

    private Consumers() {}

    /** Says good-bye to a Kafka that is there; one that is away is not waited for, as its client would unless told otherwise. */
    static void close(Consumer<byte[], byte[]> consumer) {
        consumer.close(CloseOptions.timeout(FAREWELL));
    }

    /**
     * Nothing is connected yet; only a login that fetches a token from elsewhere has done so.
     *
     * @throws KafkaAwayException when no address resolves, or no token is to be had
     * @throws IllegalArgumentException when {@code servers} is no list of {@code host:port}, or Kafka's client cannot work with the properties
     */
    static Consumer<byte[], byte[]> at(
            String servers, ClientProperties chosen, String clientId, boolean committedOnly, Duration patience)
            throws KafkaAwayException {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        chosen.over(properties);
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, committedOnly ? "read_committed" : "read_uncommitted");
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        try {
            return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            String why = words(e);
            if (why.contains("No resolvable bootstrap urls")) {
                throw new KafkaAwayException("No address in " + servers + " can be resolved.", e);
            }
            if (isRefusedToken(e)) {
                throw new KafkaLoginException("The login for Kafka at " + servers + " failed: " + shown(why), e);
            }
            throw new IllegalArgumentException(chosen.complaint(shown(why)), e);
        }
    }

    /** What to say of a Kafka and a client that do not accept each other. */
    static KafkaLoginException refused(String servers, AuthenticationException e) {
        return new KafkaLoginException(
                e instanceof SslAuthenticationException
                        ? "TLS with Kafka at " + servers + " failed: " + shown(words(e))
                        : "Kafka at " + servers + " refused the login: " + e.getMessage(),
                e);
    }

    /** Logging in before there is a connection: with a token, which somebody else hands out. Not that the module is none. */
    private static boolean isRefusedToken(Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof LoginException) {
                return !String.valueOf(each.getMessage()).matches(".*(LoginModule class|No LoginModule).*");
            }
        }
        return false;
    }

    /** Of the whole chain of causes, without what only repeats and without the frame that says nothing. */
    private static String words(Throwable e) {
        StringBuilder words = new StringBuilder();
        for (Throwable each = e; each != null; each = each.getCause()) {
            String message = each.getMessage() == null ? each.toString() : each.getMessage();
            if (!FRAMES.contains(message) && words.indexOf(message) < 0) {
                words.append(words.isEmpty() ? "" : ": ").append(message);
            }
        }
        return words.toString();
    }

    private static String shown(String words) {
        return CLASS_NAME.matcher(words).replaceAll("");
    }
}
