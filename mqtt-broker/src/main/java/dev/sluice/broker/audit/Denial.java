package dev.sluice.broker.audit;

/** What a device was not allowed to do; the tag of the metric. */
public enum Denial {
    PUBLISH,
    SUBSCRIBE,
    /** To leave a will at CONNECT, or to have one published that it left when it still was allowed. */
    WILL,
    /** To use a client id whose session, or whose connection, is somebody else's. */
    SESSION,
    /** To keep a subscription that it had when it still was allowed. */
    SUBSCRIPTION
}
