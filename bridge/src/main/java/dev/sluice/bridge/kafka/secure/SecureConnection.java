package dev.sluice.bridge.kafka.secure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;

/** What a secured connection to Kafka needs beyond the properties that were chosen. */
public final class SecureConnection {

    /** Kafka's client fetches from and reads nothing for OAUTHBEARER that these system properties do not name. */
    static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    static final String ALLOWED_FILES = "org.apache.kafka.sasl.oauthbearer.allowed.files";

    private static final List<String> FILES = List.of(
            SaslConfigs.SASL_OAUTHBEARER_ASSERTION_FILE,
            SaslConfigs.SASL_OAUTHBEARER_ASSERTION_PRIVATE_KEY_FILE,
            SaslConfigs.SASL_OAUTHBEARER_ASSERTION_TEMPLATE_FILE);

    /** They look names up on servers that the configuration names, and run what comes back. */
    private static final Pattern RUNS_FOREIGN_CODE = Pattern.compile("\\b(JndiLoginModule|LdapLoginModule)\\b");

    private SecureConnection() {}

    /** Adds to the properties of any client what its security needs. Any thread. */
    public static void complete(Map<String, Object> properties) {
        if (text(properties, CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)
                .toUpperCase(Locale.ROOT)
                .endsWith("SSL")) {
            properties.putIfAbsent(
                    SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, ReloadingSslEngineFactory.class.getName());
        }
        var tokens = text(properties, SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL);
        if (!tokens.isEmpty()) { // Kafka's default makes tokens that nobody has signed
            properties.putIfAbsent(
                    SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, OAuthBearerLoginCallbackHandler.class.getName());
        }
        allow(ALLOWED_URLS, tokens);
        FILES.forEach(key -> allow(ALLOWED_FILES, text(properties, key)));
    }

    /** What is wrong with this {@code sasl.jaas.config}; empty if nothing is known. Never shows any of it. */
    public static Optional<String> objectionToLogin(String jaas) {
        var module = RUNS_FOREIGN_CODE.matcher(jaas);
        return module.find()
                ? Optional.of(
                        module.group(1) + " runs code that it fetches from elsewhere, and Kafka's client refuses it;"
                                + " use PlainLoginModule, ScramLoginModule or OAuthBearerLoginModule")
                : Optional.empty();
    }

    /** The configuration of this process names it, and whoever may write that may read it: nobody else can set it. */
    private static synchronized void allow(String property, String named) {
        if (named.isEmpty()) {
            return;
        }
        var allowed = System.getProperty(property, "");
        if (!List.of(allowed.split(",")).contains(named)) {
            System.setProperty(property, allowed.isEmpty() ? named : allowed + "," + named);
        }
    }

    private static String text(Map<String, Object> properties, String key) {
        return properties.get(key) instanceof String text ? text.strip() : "";
    }
}
