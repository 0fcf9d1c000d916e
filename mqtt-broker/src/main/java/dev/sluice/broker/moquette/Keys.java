package dev.sluice.broker.moquette;

/** Keys of what belongs to a client id: the id, NUL, which MQTT allows in no text (5.0 §1.5.4), and the rest. */
final class Keys {

    private static final char END = '\0';

    private Keys() {}

    static String of(String clientId, String rest) {
        return clientId + END + rest;
    }

    /** What all keys of a client id begin with. */
    static String prefix(String clientId) {
        return clientId + END;
    }

    static String clientId(String key) {
        return key.substring(0, key.indexOf(END));
    }

    static String rest(String key) {
        return key.substring(key.indexOf(END) + 1);
    }
}
