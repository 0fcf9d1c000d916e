package dev.sluice.broker.tls;

import java.io.IOException;

/** TLS cannot be had with these files; the message says what is wrong with which file and what to do. */
public final class TlsUnusableException extends IOException {

    /** Which of the settings is to blame. */
    public enum Part {
        CERTIFICATE("certificate"),
        KEY("key"),
        CLIENT_CA("client-ca");

        private final String key;

        Part(String key) {
            this.key = key;
        }

        /** As people write it in the configuration. */
        public String key() {
            return key;
        }
    }

    private final Part part;
    private final boolean isMissing;

    TlsUnusableException(Part part, String message, Throwable cause) {
        this(part, message, false, cause);
    }

    private TlsUnusableException(Part part, String message, boolean isMissing, Throwable cause) {
        super(message, cause);
        this.part = part;
        this.isMissing = isMissing;
    }

    static TlsUnusableException missing(Part part, String message, Throwable cause) {
        return new TlsUnusableException(part, message, true, cause);
    }

    public Part part() {
        return part;
    }

    /** Whether the file is not there at all. */
    public boolean isMissing() {
        return isMissing;
    }
}
