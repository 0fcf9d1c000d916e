package dev.sluice.broker.publish;

/**
 * Who is at the other end of a connection.
 *
 * @param protocolLevel 3 for MQTT 3.1, 4 for 3.1.1, 5 for 5.0
 * @param userName the proven one; as sent in CONNECT by a device that nobody asked for a proof, or null
 * @param remoteAddress host and port, for people to read
 * @param session tells the client's session from those that it had before, also across restarts; 0 while it is not known
 */
public record ConnectedDevice(String clientId, int protocolLevel, String userName, String remoteAddress, long session) {

    /** One whose session is not known yet. */
    public ConnectedDevice(String clientId, int protocolLevel, String userName, String remoteAddress) {
        this(clientId, protocolLevel, userName, remoteAddress, 0);
    }

    public ConnectedDevice inSession(long number) {
        return new ConnectedDevice(clientId, protocolLevel, userName, remoteAddress, number);
    }

    /** Whether a message of this device can be refused with a reason (MQTT 5) instead of only by closing. */
    public boolean hearsReasons() {
        return protocolLevel >= 5;
    }

    /** The client id for a log line: MQTT allows line breaks and other control characters in it. */
    public String shownId() {
        return clientId.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
