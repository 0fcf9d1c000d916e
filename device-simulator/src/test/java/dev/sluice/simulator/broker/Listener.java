package dev.sluice.simulator.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Somebody who has subscribed to everything. */
public final class Listener implements AutoCloseable {

    private final Mqtt5AsyncClient client;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    /** A message as it came. */
    public record Heard(String topic, int qos, boolean retained, String text) {}

    /** @param port of a broker on loopback that lets anybody in */
    public Listener(int port) throws Exception {
        client = Mqtt5Client.builder().serverHost("127.0.0.1").serverPort(port).buildAsync();
        client.connect().get(30, TimeUnit.SECONDS);
        client.subscribeWith()
                .topicFilter("#")
                .qos(MqttQos.EXACTLY_ONCE)
                .retainAsPublished(true)
                .callback(message -> heard.add(new Heard(
                        message.getTopic().toString(),
                        message.getQos().getCode(),
                        message.isRetain(),
                        message.getPayload()
                                .map(bytes -> UTF_8.decode(bytes).toString())
                                .orElse(""))))
                .send()
                .get(30, TimeUnit.SECONDS);
    }

    public List<Heard> heard() {
        return heard;
    }

    /** What was said on a topic, in the order it came. */
    public List<Heard> on(String topic) {
        return heard.stream().filter(one -> one.topic().equals(topic)).toList();
    }

    @Override
    public void close() {
        client.disconnect();
    }
}
