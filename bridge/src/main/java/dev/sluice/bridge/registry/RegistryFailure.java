package dev.sluice.bridge.registry;

/** Why a registry did not do as it was asked. The message says what it answered, and is the end of a sentence. */
final class RegistryFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** What can be done about it. */
    enum Kind {
        /** No answer, none that can be read, or one that asks for patience: the same again, later or elsewhere. */
        AWAY,
        /** 401 and 403. */
        NOT_ALLOWED,
        /** There is no such subject, version, or schema in the subject. */
        NOT_FOUND,
        /** The subject's rules of compatibility do not admit the schema. */
        INCOMPATIBLE,
        /** The registry, or Avro, does not take the schema for one. */
        INVALID,
        /** Anything else that it did not like. */
        REFUSED
    }

    private final Kind kind;

    RegistryFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    RegistryFailure(Kind kind, String message) {
        this(kind, message, null);
    }

    Kind kind() {
        return kind;
    }

    boolean isAway() {
        return kind == Kind.AWAY;
    }
}
