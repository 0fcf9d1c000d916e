package dev.sluice.simulator.endpoint;

import java.util.Locale;
import java.util.Map;

/** The names of a broker's reason codes, as reports show them: {@code 0x97 quota exceeded}. */
public final class ReasonCode {

    /** MQTT 5.0 §2.4. */
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(0x00, "success"),
            Map.entry(0x04, "disconnect with will message"),
            Map.entry(0x10, "no matching subscribers"),
            Map.entry(0x80, "unspecified error"),
            Map.entry(0x81, "malformed packet"),
            Map.entry(0x82, "protocol error"),
            Map.entry(0x83, "implementation specific error"),
            Map.entry(0x84, "unsupported protocol version"),
            Map.entry(0x85, "client identifier not valid"),
            Map.entry(0x86, "bad user name or password"),
            Map.entry(0x87, "not authorized"),
            Map.entry(0x88, "server unavailable"),
            Map.entry(0x89, "server busy"),
            Map.entry(0x8A, "banned"),
            Map.entry(0x8B, "server shutting down"),
            Map.entry(0x8C, "bad authentication method"),
            Map.entry(0x8D, "keep alive timeout"),
            Map.entry(0x8E, "session taken over"),
            Map.entry(0x8F, "topic filter invalid"),
            Map.entry(0x90, "topic name invalid"),
            Map.entry(0x91, "packet identifier in use"),
            Map.entry(0x92, "packet identifier not found"),
            Map.entry(0x93, "receive maximum exceeded"),
            Map.entry(0x94, "topic alias invalid"),
            Map.entry(0x95, "packet too large"),
            Map.entry(0x96, "message rate too high"),
            Map.entry(0x97, "quota exceeded"),
            Map.entry(0x98, "administrative action"),
            Map.entry(0x99, "payload format invalid"),
            Map.entry(0x9A, "retain not supported"),
            Map.entry(0x9B, "QoS not supported"),
            Map.entry(0x9C, "use another server"),
            Map.entry(0x9D, "server moved"),
            Map.entry(0x9E, "shared subscriptions not supported"),
            Map.entry(0x9F, "connection rate exceeded"),
            Map.entry(0xA0, "maximum connect time"),
            Map.entry(0xA1, "subscription identifiers not supported"),
            Map.entry(0xA2, "wildcard subscriptions not supported"));

    /** MQTT 3.1.1 §3.2.2.3, which numbers only why a connection is refused. */
    private static final Map<Integer, String> RETURN_CODES = Map.of(
            1, "unacceptable protocol version",
            2, "identifier rejected",
            3, "server unavailable",
            4, "bad user name or password",
            5, "not authorized");

    private static final String[] TEXTS = new String[0x100];

    static {
        for (int code = 0; code < TEXTS.length; code++) {
            TEXTS[code] = text(code, NAMES);
        }
    }

    private ReasonCode() {}

    /** A code of MQTT 5, 0 to 255: the same object for the same code. */
    public static String text(int code) {
        return TEXTS[code & 0xFF];
    }

    /** Why a CONNECT was refused, in the words of the version that was spoken. */
    public static String ofConnAck(int code, boolean v5) {
        return v5 || code > 5 ? text(code) : text(code, RETURN_CODES);
    }

    private static String text(int code, Map<Integer, String> names) {
        return String.format(Locale.ROOT, "0x%02X %s", code, names.getOrDefault(code, "unknown"));
    }
}
