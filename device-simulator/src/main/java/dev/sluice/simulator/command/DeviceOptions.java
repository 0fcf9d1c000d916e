package dev.sluice.simulator.command;

import dev.sluice.simulator.telemetry.DeviceName;
import dev.sluice.simulator.telemetry.PayloadTemplate;
import dev.sluice.simulator.telemetry.TelemetryPayload;
import dev.sluice.simulator.telemetry.TopicTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** Options that say who the devices are and what they say. Getters throw IllegalArgumentException when a value cannot be used. */
final class DeviceOptions {

    private static final int MOST_DEVICES = 1_000_000;

    @Option(
            names = "--devices",
            defaultValue = "10",
            paramLabel = "N",
            description = "Devices, each with a connection of its own. Default: ${DEFAULT-VALUE}.")
    private int devices;

    @Option(
            names = "--device-prefix",
            defaultValue = "d-",
            paramLabel = "TEXT",
            description =
                    "Devices and their client ids are named PREFIX00000, PREFIX00001, … Default: ${DEFAULT-VALUE}.")
    private String prefix;

    @Option(
            names = "--topic",
            defaultValue = TopicTemplate.DEFAULT,
            paramLabel = "TEMPLATE",
            description = "Topic, with {site}, {device} and {index}. Default: ${DEFAULT-VALUE}.")
    private String topic;

    @Option(
            names = "--payload-size",
            defaultValue = "" + TelemetryPayload.DEFAULT_SIZE,
            paramLabel = "BYTES",
            description =
                    "About so many bytes of JSON with device, seq (0, 1, 2, … per device), ts (ms since the epoch), "
                            + "temperature, humidity, pressure, battery, rssi, status, note. Default: ${DEFAULT-VALUE}.")
    private int payloadSize;

    @Option(
            names = "--payload",
            paramLabel = "FILE",
            description = "Instead: this file, in which {device} {site} {seq} {ts} {temperature} {humidity} {pressure} "
                    + "{battery} {rssi} are replaced. {seq} must be there.")
    private Path payload;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "For readings and reconnect delays. Default: ${DEFAULT-VALUE}.")
    private long seed;

    List<DeviceName> names() {
        if (devices < 1 || devices > MOST_DEVICES) {
            throw new IllegalArgumentException("--devices must be 1 to " + MOST_DEVICES + ", not " + devices);
        }
        if (!DeviceName.isPrefix(prefix)) {
            throw new IllegalArgumentException(
                    "--device-prefix \"" + prefix + "\": only 1 to 32 letters, digits and . _ - are allowed");
        }
        return IntStream.range(0, devices)
                .mapToObj(index -> DeviceName.at(index, prefix))
                .toList();
    }

    TopicTemplate topics() {
        return new TopicTemplate(topic);
    }

    PayloadTemplate payloads() throws IOException {
        if (payload == null) {
            return TelemetryPayload.ofSize(payloadSize, names().get(0), seed);
        }
        return PayloadTemplate.parse(Files.readString(payload), seed);
    }

    long seed() {
        return seed;
    }
}
