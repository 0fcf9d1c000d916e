package dev.sluice.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import dev.sluice.bridge.registry.Certificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several listeners of one process, as sluice.yaml describes them; Kafka is not there. */
class ListenersIT {

    private static final String YAML = """
            reload: { interval: 100ms }
            shutdown: { drain: 100ms }
            kafka: { warm-up: 0s }
            mqtt:
              listeners:
                - { port: 0 }
                - { port: 0, tls: { certificate: server.crt, key: server.key } }
                - { port: 0, websocket: /mqtt }
            """;

    private static final int TLS = 1;
    private static final int WEB_SOCKET = 2;

    @TempDir
    private Path folder;

    @Test
    void certificatesAreRenewedUnderConnectionsThatStay() throws Exception {
        var first = Certificates.of(folder, "first");
        var second = Certificates.of(folder, "second");
        copy(first.certificate(), "server.crt");
        copy(first.key(), "server.key");
        try (var sluice = RunningSluice.start(folder, "127.0.0.1:1", YAML)) {
            var trusted = trusting(first);
            var secure = builder(sluice, TLS, "secure")
                    .sslConfig(MqttClientSslConfig.builder()
                            .trustManagerFactory(trusted)
                            .build())
                    .useMqttVersion5()
                    .buildBlocking();
            var web = builder(sluice, WEB_SOCKET, "web")
                    .webSocketConfig()
                    .serverPath("mqtt")
                    .applyWebSocketConfig()
                    .useMqttVersion3()
                    .buildBlocking();
            secure.connect();
            web.connect();
            assertThat(metric(sluice, "sluice_listener_connections", 0)).isZero();
            assertThat(metric(sluice, "sluice_listener_connections", TLS)).isEqualTo(1);
            assertThat(metric(sluice, "sluice_listener_connections", WEB_SOCKET))
                    .isEqualTo(1);
            assertThat(metric(sluice, "sluice_certificate_expiry_days", TLS)).isBetween(3600.0, 3651.0);

            copy(second.certificate(), "server.crt");
            await().until(() -> sluice.management().get("/health/ready").body().contains("does not belong"));
            assertThat(shown(sluice, first)).isEqualTo("CN=first");
            copy(second.key(), "server.key");
            await().until(() -> sluice.management().get("/health/ready").body().contains("CN=second"));

            assertThat(shown(sluice, second)).isEqualTo("CN=second");
            assertThat(secure.getState().isConnected()).isTrue();
            await().until(() -> metric(sluice, "sluice_listener_connections", TLS) == 1);
            assertThat(metric(sluice, "sluice_tls_handshakes_failed_total", TLS))
                    .isZero();
            assertThat(sluice.management().metric("sluice_rules_reloads_total{result=\"applied\"}"))
                    .as("certificates are no rules")
                    .isZero();
            secure.disconnect();
            web.disconnect();
        }
    }

    private static MqttClientBuilder builder(RunningSluice sluice, int listener, String clientId) {
        return MqttClient.builder().identifier(clientId).serverHost("127.0.0.1").serverPort(sluice.mqttPort(listener));
    }

    private static double metric(RunningSluice sluice, String name, int listener) {
        return sluice.management().metric(name + "{listener=\"127.0.0.1:" + sluice.mqttPort(listener) + "\"}");
    }

    private static String shown(RunningSluice sluice, Certificates trusted) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, trusting(trusted).getTrustManagers(), null);
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", sluice.mqttPort(TLS)));
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private static TrustManagerFactory trusting(Certificates whom) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var name = whom.store().aliases().nextElement();
        store.setCertificateEntry(name, whom.store().getCertificate(name));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private void copy(Path from, String name) throws IOException {
        Files.copy(from, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
