package dev.sluice.bridge.infer;

/** A sample is not what it should be; the message says where and what was expected. */
public final class SampleUnreadable extends Exception {

    private static final long serialVersionUID = 1L;

    public SampleUnreadable(String message) {
        super(message);
    }
}
