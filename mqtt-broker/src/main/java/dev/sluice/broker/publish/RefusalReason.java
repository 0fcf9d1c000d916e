package dev.sluice.broker.publish;

/** Reason codes of PUBACK and PUBREC from 0x80 on (MQTT 5.0 §3.4.2.1 and §3.5.2.1). */
public enum RefusalReason {
    UNSPECIFIED(0x80),
    IMPLEMENTATION_SPECIFIC(0x83),
    NOT_AUTHORIZED(0x87),
    TOPIC_NAME_INVALID(0x90),
    QUOTA_EXCEEDED(0x97),
    PAYLOAD_FORMAT_INVALID(0x99);

    private final int code;

    RefusalReason(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
