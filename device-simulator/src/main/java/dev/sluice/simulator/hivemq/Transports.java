package dev.sluice.simulator.hivemq;

import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientSslConfigBuilder;
import com.hivemq.client.mqtt.MqttWebSocketConfig;
import dev.sluice.simulator.endpoint.BrokerAddress;
import dev.sluice.simulator.endpoint.TlsPapers;
import java.util.Optional;

/**
 * How a device reaches its broker, in the library's terms.
 *
 * @param tls its papers; empty = no TLS
 */
record Transports(BrokerAddress address, Optional<TlsPapers> tls, MqttClientExecutorConfig threads) {

    MqttClientBuilder apply(MqttClientBuilder builder) {
        MqttClientBuilder applied =
                builder.serverHost(address.host()).serverPort(address.port()).executorConfig(threads);
        if (tls.isPresent()) {
            applied = applied.sslConfig(ssl(tls.get()));
        }
        if (address.transport().webSocket()) {
            applied = applied.webSocketConfig(webSocket());
        }
        return applied;
    }

    private static MqttClientSslConfig ssl(TlsPapers papers) {
        MqttClientSslConfigBuilder builder = MqttClientSslConfig.builder()
                .keyManagerFactory(papers.keys().orElse(null))
                .trustManagerFactory(papers.trust().orElse(null));
        return papers.checksName()
                ? builder.build()
                : builder.hostnameVerifier((host, session) -> true).build();
    }

    private MqttWebSocketConfig webSocket() {
        String path = address.path().substring(1);
        int query = path.indexOf('?');
        return MqttWebSocketConfig.builder()
                .serverPath(query < 0 ? path : path.substring(0, query))
                .queryString(query < 0 ? "" : path.substring(query + 1))
                .subprotocol("mqtt")
                .build();
    }
}
