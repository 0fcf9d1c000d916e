package dev.sluice.sandbox.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A profile's samples by stage of a message's way. A stack belongs to the innermost frame that names a stage, so that what a
 * stage calls in libraries counts as its own.
 *
 * @param shares parts of all samples, 0 to 1, the largest first
 */
record Stages(Map<String, Double> shares) {

    private record Stage(String name, List<String> frames) {}

    /** Frames as async-profiler writes them. Where several are in one stack, the one nearest to its leaf decides. */
    private static final List<Stage> STAGES = List.of(
            stage(
                    "sockets of devices: read, write, epoll",
                    "io/netty/channel/epoll/",
                    "io/netty/channel/unix/",
                    "io/netty/channel/nio/",
                    "io/netty/channel/socket/nio/",
                    "io/netty/buffer/PooledByteBufAllocator."),
            stage("MQTT decoder", "io/netty/handler/codec/mqtt/MqttDecoder", "io/netty/handler/codec/ReplayingDecoder"),
            stage(
                    "MQTT guard, gate and acknowledgements",
                    "dev/sluice/broker/",
                    "io/netty/handler/codec/mqtt/MqttEncoder"),
            stage("mapping: JSON to Avro", "dev/sluice/mapping/"),
            stage(
                    "pipeline: budget, lanes, counters",
                    "dev/sluice/bridge/pipeline/",
                    "dev/sluice/bridge/observe/",
                    "dev/sluice/bridge/mqtt/"),
            stage("Kafka sink of ours", "dev/sluice/bridge/kafka/"),
            stage("compression (lz4)", "net/jpountz/", "org/apache/kafka/common/compress/", "LZ4_"),
            stage("KafkaProducer.send: partition, append", "org/apache/kafka/clients/producer/KafkaProducer."),
            stage(
                    "Kafka producer's thread: network, batches",
                    "org/apache/kafka/clients/producer/internals/Sender.",
                    "org/apache/kafka/clients/NetworkClient."));

    private static final String COLLECTOR = "garbage collector";
    private static final String COMPILER = "JIT compiler";
    private static final String REST = "all the rest";

    private static Stage stage(String name, String... frames) {
        return new Stage(name, List.of(frames));
    }

    /** @param collapsed lines {@code [thread];outermost;…;innermost count} */
    static Stages of(List<String> collapsed) {
        Map<String, Long> samples = new LinkedHashMap<>();
        long all = 0;
        for (String line : collapsed) {
            int blank = line.lastIndexOf(' ');
            if (blank > 0) {
                long count = Long.parseLong(line.substring(blank + 1));
                samples.merge(stageOf(line.substring(0, blank)), count, Long::sum);
                all += count;
            }
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        List<Map.Entry<String, Long>> largestFirst = new ArrayList<>(samples.entrySet());
        largestFirst.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()));
        for (var entry : largestFirst) {
            shares.put(entry.getKey(), entry.getValue() / (double) all);
        }
        return new Stages(shares);
    }

    static String stageOf(String stack) {
        String[] frames = stack.split(";");
        switch (ThreadTimes.Work.of(frames[0].startsWith("[") ? frames[0].substring(1) : frames[0])) {
            case COLLECTOR -> {
                return COLLECTOR;
            }
            case COMPILER -> {
                return COMPILER;
            }
            default -> {
                // its stack decides
            }
        }
        for (int i = frames.length - 1; i >= 0; i--) {
            for (Stage stage : STAGES) {
                if (stage.frames.stream().anyMatch(frames[i]::startsWith)) {
                    return stage.name;
                }
            }
        }
        return REST;
    }
}
