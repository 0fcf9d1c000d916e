package dev.sluice.bridge.infer;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import dev.sluice.bridge.settings.EnvironmentException;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Listens to a broker for a while and records what comes. At most once: a sample need not be complete. */
public final class LiveSample {

    private static final int MOST_MESSAGES = 1_000_000;
    private static final int TIMEOUT_SECONDS = 10;

    private final Writer lines;
    private final CountDownLatch full = new CountDownLatch(1);
    private int recorded;

    private LiveSample(Writer lines) {
        this.lines = lines;
    }

    /**
     * Records into a file that {@link Sample} reads; ends early at a million messages.
     *
     * @param broker {@code tcp://host:port} or {@code ssl://host:port}
     * @throws EnvironmentException when the broker cannot be reached or refuses
     */
    public static void record(URI broker, String filter, Duration time, Path file)
            throws IOException, InterruptedException {
        try (var lines = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            new LiveSample(lines).listen(broker, filter, time);
        }
    }

    private void listen(URI broker, String filter, Duration time) throws InterruptedException {
        boolean tls = broker.getScheme().equals("ssl");
        var builder = MqttClient.builder()
                .useMqttVersion3()
                .identifier("sluice-infer-" + UUID.randomUUID().toString().substring(0, 8))
                .serverHost(broker.getHost())
                .serverPort(broker.getPort() > 0 ? broker.getPort() : tls ? 8883 : 1883);
        Mqtt3AsyncClient client = (tls ? builder.sslWithDefaultConfig() : builder).buildAsync();
        try {
            answer(client.connect());
            answer(client.subscribeWith()
                    .topicFilter(filter)
                    .qos(MqttQos.AT_MOST_ONCE)
                    .callback(this::received)
                    .send());
            full.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException refused) {
            var why = refused.getCause() == null
                    ? "no answer"
                    : String.valueOf(refused.getCause().getMessage());
            throw new EnvironmentException("The broker " + broker + " cannot be listened to: " + why, refused);
        } finally {
            client.disconnect();
            synchronized (this) {
                recorded = MOST_MESSAGES;
            }
        }
    }

    private synchronized void received(Mqtt3Publish message) {
        if (recorded >= MOST_MESSAGES) {
            full.countDown();
            return;
        }
        recorded++;
        try {
            lines.write(Sample.line(message.getTopic().toString(), message.getPayloadAsBytes()));
            lines.write('\n');
        } catch (IOException diskFull) {
            full.countDown();
        }
    }

    private static void answer(CompletableFuture<?> asked)
            throws ExecutionException, TimeoutException, InterruptedException {
        asked.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
}
