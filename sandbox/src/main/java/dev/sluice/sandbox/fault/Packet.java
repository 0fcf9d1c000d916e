package dev.sluice.sandbox.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The few fields of a whole MQTT packet that the proxy looks at (MQTT 5.0 and 3.1.1, chapter 3). */
record Packet(byte[] bytes) {

    static final int CONNECT = 1;
    static final int CONNACK = 2;
    static final int PUBLISH = 3;
    static final int PUBACK = 4;
    static final int PUBREC = 5;

    private static final int FIRST_ERROR = 0x80;

    int type() {
        return (bytes[0] & 0xff) >> 4;
    }

    /** PUBLISH at QoS 1 or 2. */
    boolean asksForAnAnswer() {
        return type() == PUBLISH && (bytes[0] >> 1 & 3) > 0;
    }

    boolean isMarkedAsRepeat() {
        return type() == PUBLISH && (bytes[0] & 8) != 0;
    }

    /** PUBACK, or PUBREC, that takes the message over. */
    boolean acknowledges() {
        boolean answer = type() == PUBACK || type() == PUBREC;
        int reason = body() + 2;
        return answer && (bytes.length <= reason || (bytes[reason] & 0xff) < FIRST_ERROR);
    }

    /** Of an answer, or of a PUBLISH that asks for one. */
    int packetId() {
        return type() == PUBLISH ? number(body() + 2 + number(body())) : number(body());
    }

    /** CONNACK: accepted. */
    boolean accepts() {
        return type() == CONNACK && bytes[body() + 1] == 0;
    }

    /** CONNACK: the session is there. */
    boolean sessionPresent() {
        return type() == CONNACK && (bytes[body()] & 1) == 1;
    }

    /** CONNECT: whose it is. */
    String clientId() {
        int level = body() + 2 + number(body());
        int at = level + 4;
        if (bytes[level] == 5) {
            int length = 0;
            int shift = 0;
            byte b;
            do {
                b = bytes[at++];
                length |= (b & 0x7f) << shift;
                shift += 7;
            } while ((b & 0x80) != 0);
            at += length;
        }
        return new String(bytes, at + 2, number(at), UTF_8);
    }

    private int body() {
        int at = 1;
        while ((bytes[at] & 0x80) != 0) {
            at++;
        }
        return at + 1;
    }

    private int number(int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }
}
