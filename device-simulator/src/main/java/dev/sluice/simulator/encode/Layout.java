package dev.sluice.simulator.encode;

import dev.sluice.simulator.field.Value;
import dev.sluice.simulator.telemetry.DeviceName;
import dev.sluice.simulator.telemetry.Payload;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A payload in pieces, in their order: some alike for the whole fleet, some of one device. */
public final class Layout {

    private final List<Function<DeviceName, Part>> parts;

    private Layout(List<Function<DeviceName, Part>> parts) {
        this.parts = List.copyOf(parts);
    }

    /** A JSON object; its members are in the order of the map. */
    public static Layout json(Map<String, Value> fields) {
        return JsonLayout.object(fields);
    }

    /** The members of a JSON object without its braces: {@code "a":1,"b":2}. */
    public static Layout jsonMembers(Map<String, Value> fields) {
        return JsonLayout.members(fields);
    }

    /** A CBOR map of definite length; its entries are in the order of the map (RFC 8949). */
    public static Layout cbor(Map<String, Value> fields) {
        return CborLayout.map(fields);
    }

    /** The payloads of one device. */
    public Payload forDevice(DeviceName name) {
        Part[] own = parts.stream().map(part -> part.apply(name)).toArray(Part[]::new);
        int index = name.index();
        return (out, seq, epochMillis) -> {
            for (Part part : own) {
                part.write(out, index, seq, epochMillis);
            }
        };
    }

    /** Collects the pieces; bytes that follow each other become one. */
    static final class Builder {

        private final List<Function<DeviceName, Part>> parts = new ArrayList<>();
        private final ByteArrayOutputStream run = new ByteArrayOutputStream();

        Builder bytes(byte... bytes) {
            run.writeBytes(bytes);
            return this;
        }

        Builder part(Part part) {
            endRun();
            parts.add(name -> part);
            return this;
        }

        /** Bytes that a device has for ever. */
        Builder ofDevice(Function<DeviceName, byte[]> bytes) {
            endRun();
            parts.add(name -> fixed(bytes.apply(name)));
            return this;
        }

        Layout build() {
            endRun();
            return new Layout(parts);
        }

        private void endRun() {
            if (run.size() > 0) {
                Part text = fixed(run.toByteArray());
                parts.add(name -> text);
                run.reset();
            }
        }

        private static Part fixed(byte[] bytes) {
            return (out, device, seq, epochMillis) -> out.put(bytes);
        }

        /** One of several byte strings. */
        Builder oneOf(byte[][] choices, Value.Figure index) {
            return part((out, device, seq, epochMillis) -> out.put(choices[(int) index.at(device, seq, epochMillis)]));
        }
    }
}
