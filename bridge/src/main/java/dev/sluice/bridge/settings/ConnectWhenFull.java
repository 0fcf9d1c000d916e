package dev.sluice.bridge.settings;

/** What becomes of a device that connects while the in-flight budget stays overdrawn. */
public enum ConnectWhenFull {
    /** It hears that the server is busy, and comes back later. */
    REFUSE,
    /** It is let in like any other; its window overdraws the budget further. */
    ACCEPT
}
