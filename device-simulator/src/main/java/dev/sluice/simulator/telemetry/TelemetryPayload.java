package dev.sluice.simulator.telemetry;

/** The payload that devices send unless told otherwise: a flat JSON object of ten fields, padded to a size. */
public final class TelemetryPayload {

    public static final int DEFAULT_SIZE = 200;

    private static final String FIELDS =
            "{\"device\":\"{device}\",\"seq\":{seq},\"ts\":{ts},\"temperature\":{temperature},"
                    + "\"humidity\":{humidity},\"pressure\":{pressure},\"battery\":{battery},\"rssi\":{rssi},"
                    + "\"status\":\"ok\",\"note\":\"";
    private static final int TYPICAL_SEQ = 1000;

    private TelemetryPayload() {}

    /**
     * The template whose messages have about {@code size} bytes (a few more or fewer as the sequence number grows).
     *
     * @throws IllegalArgumentException when the fields alone are longer
     */
    public static PayloadTemplate ofSize(int size, DeviceName typical, long seed) {
        int bare =
                PayloadTemplate.parse(FIELDS + "\"}", seed).forDevice(typical).length(TYPICAL_SEQ);
        if (size < bare) {
            throw new IllegalArgumentException(
                    "a payload of " + size + " bytes is too small for the telemetry's fields, which need " + bare);
        }
        return PayloadTemplate.parse(FIELDS + padding(size - bare) + "\"}", seed);
    }

    private static String padding(int length) {
        return "the quick brown fox jumps over the lazy dog; "
                .repeat(length / 45 + 1)
                .substring(0, length);
    }
}
