package dev.sluice.mapping.payload;

/** A descriptor set cannot be used, or has not the message that was asked for; the message says why, for people. */
public final class DescriptorsUnusable extends Exception {

    private static final long serialVersionUID = 1L;

    DescriptorsUnusable(String message) {
        super(message);
    }
}
