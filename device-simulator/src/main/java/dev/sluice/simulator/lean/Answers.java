package dev.sluice.simulator.lean;

/** What a broker may say to a client that only publishes, and to a slow reader. */
interface Answers {

    /**
     * @param reason 0 = accepted; else the return code (3.1.1) or reason code (5)
     * @param receiveMaximum unacknowledged messages that the broker takes at once; 65,535 unless it says otherwise
     */
    void connAck(boolean sessionPresent, int reason, int receiveMaximum);

    /** @param reason below 0x80 = accepted (MQTT 5.0 §3.4.2.1) */
    void pubAck(int packetId, int reason);

    void pubRec(int packetId, int reason);

    void pubComp(int packetId);

    /** @param reason below 0x80 = subscribed (MQTT 5.0 §3.9.3) */
    void subAck(int reason);

    void pingResp();

    void disconnect(int reason);

    /** The broker sent what no broker may send here; nothing more is read. */
    void malformed(String what);
}
