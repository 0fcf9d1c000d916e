package dev.sluice.bridge.kafka.secure;

import java.io.IOException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's own TLS, with key and trust store read again when their files have changed: Kafka's clients read them once. Connections that exist go on
 * with what they began with; each new one uses the newest files that were good. Made by Kafka's client, by name.
 */
public final class ReloadingSslEngineFactory implements SslEngineFactory {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadingSslEngineFactory.class);

    private Map<String, Object> configs;
    private DefaultSslEngineFactory present;
    private String complaint;

    @Override
    public synchronized void configure(Map<String, ?> given) {
        configs = Map.copyOf(withoutNulls(given));
        present = made();
    }

    private static Map<String, Object> withoutNulls(Map<String, ?> given) {
        Map<String, Object> known = new HashMap<>(given);
        known.values().removeIf(value -> value == null);
        return known;
    }

    private DefaultSslEngineFactory made() {
        var factory = new DefaultSslEngineFactory();
        factory.configure(configs);
        return factory;
    }

    @Override
    public synchronized SSLEngine createClientSslEngine(String host, int port, String identification) {
        readAgainIfChanged();
        return present.createClientSslEngine(host, port, identification);
    }

    private void readAgainIfChanged() {
        if (!present.shouldBeRebuilt(configs)) {
            return;
        }
        try {
            var next = made();
            present.close();
            present = next;
            complaint = null;
            LOG.info("Key and trust store for Kafka have changed and are used for new connections.");
        } catch (KafkaException unusable) {
            if (!String.valueOf(unusable.getMessage()).equals(complaint)) {
                complaint = String.valueOf(unusable.getMessage());
                LOG.warn(
                        "The changed key or trust store for Kafka cannot be used ({}); connections go on with the ones before."
                                + " They are looked at again at the next connection.",
                        complaint);
            }
        }
    }

    @Override
    public SSLEngine createServerSslEngine(String host, int port) {
        throw new UnsupportedOperationException("this is a client's");
    }

    @Override
    public boolean shouldBeRebuilt(Map<String, Object> next) {
        return false; // seen to at each connection
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    @Override
    public synchronized KeyStore keystore() {
        return present.keystore();
    }

    @Override
    public synchronized KeyStore truststore() {
        return present.truststore();
    }

    @Override
    public synchronized void close() throws IOException {
        present.close();
    }
}
