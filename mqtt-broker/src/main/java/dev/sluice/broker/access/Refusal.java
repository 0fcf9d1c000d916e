package dev.sluice.broker.access;

/** Why a device is not let in: the reason code of CONNACK (MQTT 5.0 §3.2.2.2, MQTT 3.1.1 §3.2.2.3) and the tag of the metric. */
public enum Refusal {
    /** Longer than {@code mqtt.limits.client-id-bytes}; nobody is asked who the device is. */
    CLIENT_ID_TOO_LONG(0x85, 2),
    /** The credentials are wrong, or there are none: nobody hears which. */
    BAD_CREDENTIALS(0x86, 4),
    NOT_AUTHORIZED(0x87, 5),
    /** What would know cannot be asked at this moment: the device may come back. */
    UNAVAILABLE(0x88, 3),
    /** Too many others wait to be judged: the device may come back. */
    BUSY(0x89, 3),
    BAD_AUTHENTICATION_METHOD(0x8C, 5),
    /** The user has as many connections as one may have. */
    QUOTA_EXCEEDED(0x97, 5);

    private final int reasonCode;
    private final int returnCode;

    Refusal(int reasonCode, int returnCode) {
        this.reasonCode = reasonCode;
        this.returnCode = returnCode;
    }

    /** What CONNACK says to this device. */
    public int code(int protocolLevel) {
        return protocolLevel >= 5 ? reasonCode : returnCode;
    }
}
