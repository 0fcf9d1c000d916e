package dev.sluice.simulator.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.simulator.telemetry.DeviceMessages;
import dev.sluice.simulator.telemetry.Notice;
import java.util.List;
import java.util.Optional;

/** What a device of a test says: QoS 0, 1, 2 in turn, every fifth message retained, two topics; a greeting of each QoS, and a will. */
record SpokenMessages(String device, int[] qos, boolean greets) implements DeviceMessages {

    @Override
    public String topic(int seq) {
        return seq % 2 == 0 ? "even/" + device : "odd/" + device;
    }

    @Override
    public int qos(int seq) {
        return qos[seq % qos.length];
    }

    @Override
    public boolean retain(int seq) {
        return seq % 5 == 0;
    }

    @Override
    public int length(int seq, long epochMillis) {
        return text(seq).length;
    }

    @Override
    public int write(byte[] target, int at, int seq, long epochMillis) {
        byte[] text = text(seq);
        System.arraycopy(text, 0, target, at, text.length);
        return at + text.length;
    }

    @Override
    public Optional<Notice> will(int connection) {
        return greets
                ? Optional.of(new Notice("will/" + device, ("will " + connection).getBytes(UTF_8), 1, false))
                : Optional.empty();
    }

    @Override
    public List<Notice> greetings(int connection, long epochMillis) {
        return greets ? List.of(greeting(connection, 0), greeting(connection, 1), greeting(connection, 2)) : List.of();
    }

    private Notice greeting(int connection, int qos) {
        return new Notice("hello/" + device, ("hello " + connection + " " + qos).getBytes(UTF_8), qos, false);
    }

    private static byte[] text(int seq) {
        return ("{\"seq\":" + seq + "}").getBytes(UTF_8);
    }
}
