package dev.sluice.broker.publish;

/** Why the broker ends a connection: the reason code of DISCONNECT (MQTT 5.0 §3.14.2.1) and the tag of the metric. */
public enum CloseReason {
    MALFORMED_PACKET(0x81),
    PROTOCOL_ERROR(0x82),
    /** The message could not be stored and its fate is unknown: the device sends it again. */
    NOT_STORED(0x83),
    NOT_AUTHORIZED(0x87),
    /** The ingest has no room for one more device: refused at CONNECT. */
    SERVER_BUSY(0x89),
    SERVER_SHUTTING_DOWN(0x8B),
    KEEP_ALIVE_TIMEOUT(0x8D),
    SESSION_TAKEN_OVER(0x8E),
    TOPIC_FILTER_INVALID(0x8F),
    TOPIC_NAME_INVALID(0x90),
    RECEIVE_MAXIMUM_EXCEEDED(0x93),
    TOPIC_ALIAS_INVALID(0x94),
    PACKET_TOO_LARGE(0x95),
    /** A will is not the text that it says it is: refused at CONNECT. */
    PAYLOAD_FORMAT_INVALID(0x99),
    /** More than one packet or one user may have. */
    QUOTA_EXCEEDED(0x97),
    /** The server is about to end, and others are there: temporary, so not 0x9D. */
    USE_ANOTHER_SERVER(0x9C),
    /** What the device has proven holds no longer: its token or certificate has ended. Maximum connect time, in the words of MQTT. */
    PROOF_EXPIRED(0xA0),
    /** The connection has lasted as long as connections may. */
    CONNECTION_AGE(0xA0),
    /** Storing took longer than the delivery deadline. */
    DELIVERY_DEADLINE(0x97),
    /** No CONNECT arrived in time; nothing is sent, as there is no MQTT connection yet. */
    CONNECT_TIMEOUT(0x80),
    /** A subscriber does not read what it asked for. */
    SLOW_READER(0x97),
    /** The TLS handshake failed or took too long; no MQTT was spoken. */
    TLS_FAILED(0x80),
    /** It did not become a WebSocket, or sent a frame that a device must not send. */
    WEBSOCKET_FAILED(0x82),
    /** Who connected is no proxy that is believed, or sent no PROXY header; no MQTT was spoken. */
    PROXY_REFUSED(0x80);

    private final int code;

    CloseReason(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
