package dev.sluice.broker.publish;

/** When a device is answered. Acknowledgements of one contract leave in order; one contract never waits for another. */
public enum AckContract {
    /** After the message is stored. */
    STORED,
    /** After it is on the disk of this machine. */
    SPOOLED,
    /** At once, before anything is stored: the lossy choice. */
    RECEIVED
}
