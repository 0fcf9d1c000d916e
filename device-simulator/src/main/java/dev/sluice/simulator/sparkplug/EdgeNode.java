package dev.sluice.simulator.sparkplug;

import dev.sluice.simulator.telemetry.ByteSink;
import dev.sluice.simulator.telemetry.DeviceMessages;
import dev.sluice.simulator.telemetry.DeviceName;
import dev.sluice.simulator.telemetry.Notice;
import dev.sluice.simulator.telemetry.RenderedMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that one edge node says.
 *
 * <p>Sparkplug counts an edge node's messages from 0 to 255 and round again, and a birth begins anew with any number (3.0.0 §6.4.1). So message
 * {@code seq} always has the number that follows from {@code seq}, which makes it repeatable, and births take the numbers just before the next
 * message. The first NBIRTH has number 0.
 */
final class EdgeNode implements DeviceMessages {

    private static final int NUMBERS = 256;

    private final EdgeNodes fleet;
    private final DeviceName name;
    private final Metric[] metrics;
    private final String[] topics;
    private final String group;
    private final RenderedMessages messages;

    /** Above every message that was written so far. */
    private int nextSeq;

    EdgeNode(DeviceName name, EdgeNodes fleet) {
        this.fleet = fleet;
        this.name = name;
        this.metrics = Metrics.of(name, fleet.fields());
        this.group = fleet.group().of(name);
        this.topics = new String[Math.max(1, fleet.devices())];
        for (int i = 0; i < topics.length; i++) {
            topics[i] = fleet.devices() == 0 ? nodeTopic("NDATA") : deviceTopic("DDATA", i);
        }
        this.messages = new RenderedMessages(name, topics[0], fleet.delivery(), fleet.seed(), this::writeReport);
    }

    private String nodeTopic(String type) {
        return "spBv1.0/" + group + "/" + type + "/" + name.device();
    }

    private String deviceTopic(String type, int device) {
        return nodeTopic(type) + "/device-" + (device + 1);
    }

    /** Births that a connection begins with. */
    private int births() {
        return 1 + fleet.devices();
    }

    private int numberOf(int seq) {
        return (int) ((seq + (long) births()) % NUMBERS);
    }

    private long alias(int device, int metric) {
        return 1L + (long) device * metrics.length + metric;
    }

    private void writeReport(ByteSink out, int seq, long epochMillis) {
        int device = seq % topics.length;
        out.putVarint(Wire.TIMESTAMP);
        out.putVarint(epochMillis);
        for (int i = 0; i < metrics.length; i++) {
            metrics[i].writeReport(out, alias(device, i), name.index(), seq, epochMillis);
        }
        out.putVarint(Wire.SEQ);
        out.putVarint(numberOf(seq));
    }

    @Override
    public String topic(int seq) {
        return topics[seq % topics.length];
    }

    @Override
    public int qos(int seq) {
        return messages.qos(seq);
    }

    @Override
    public boolean retain(int seq) {
        return messages.retain(seq);
    }

    @Override
    public int length(int seq, long epochMillis) {
        return messages.length(seq, epochMillis);
    }

    @Override
    public int write(byte[] target, int at, int seq, long epochMillis) {
        nextSeq = Math.max(nextSeq, seq + 1);
        return messages.write(target, at, seq, epochMillis);
    }

    /** NDEATH: which life it ends is the number of the connection, modulo 256. */
    @Override
    public Optional<Notice> will(int connection) {
        ByteSink out = new ByteSink();
        Metric.writeFixed(out, "bdSeq", MetricType.INT64, connection % NUMBERS, 0);
        return Optional.of(new Notice(nodeTopic("NDEATH"), out.toByteArray(), 1, false));
    }

    /** NBIRTH, then a DBIRTH of each device, with the values of the messages that come next. */
    @Override
    public List<Notice> greetings(int connection, long epochMillis) {
        List<Notice> births = new ArrayList<>();
        int number = nextSeq % NUMBERS;
        ByteSink out = new ByteSink();
        out.putVarint(Wire.TIMESTAMP);
        out.putVarint(epochMillis);
        Metric.writeFixed(out, "bdSeq", MetricType.INT64, connection % NUMBERS, epochMillis);
        Metric.writeFixed(out, "Node Control/Rebirth", MetricType.BOOLEAN, 0, epochMillis);
        if (fleet.devices() == 0) {
            writeBirths(out, 0, epochMillis);
        }
        births.add(birth(out, nodeTopic("NBIRTH"), number));
        for (int device = 0; device < fleet.devices(); device++) {
            out.clear();
            out.putVarint(Wire.TIMESTAMP);
            out.putVarint(epochMillis);
            writeBirths(out, device, epochMillis);
            births.add(birth(out, deviceTopic("DBIRTH", device), (number + 1 + device) % NUMBERS));
        }
        return births;
    }

    private void writeBirths(ByteSink out, int device, long epochMillis) {
        for (int i = 0; i < metrics.length; i++) {
            metrics[i].writeBirth(out, alias(device, i), name.index(), nextSeq, epochMillis);
        }
    }

    private static Notice birth(ByteSink out, String topic, int number) {
        out.putVarint(Wire.SEQ);
        out.putVarint(number);
        return new Notice(topic, out.toByteArray(), 0, false);
    }
}
