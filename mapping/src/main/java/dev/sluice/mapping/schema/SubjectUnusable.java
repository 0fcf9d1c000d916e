package dev.sluice.mapping.schema;

/** Why a registry's schema cannot be had. The message is meant for a configuration error. */
public final class SubjectUnusable extends Exception {

    /** The code of problems that are not the configuration's: the registry did not say. */
    public static final String UNREACHABLE = "SCHEMA-UNREACHABLE";

    private static final long serialVersionUID = 1L;

    private final String code;

    private SubjectUnusable(String message, String code) {
        super(message);
        this.code = code;
    }

    /** There is no such subject, or no such version of it. */
    public static SubjectUnusable missing(String message) {
        return new SubjectUnusable(message, "SCHEMA-MISSING");
    }

    /** What is there is not a schema that we can use. */
    public static SubjectUnusable unusable(String message) {
        return new SubjectUnusable(message, "SCHEMA-UNUSABLE");
    }

    /** It is not known what is there. */
    public static SubjectUnusable unreachable(String message) {
        return new SubjectUnusable(message, UNREACHABLE);
    }

    /** No registry was configured. */
    public static SubjectUnusable noRegistry() {
        return new SubjectUnusable(
                "a subject is a schema registry's, and none is configured (schemas.registry.url)", "NO-REGISTRY");
    }

    /** The problem's code, as docs/configuration.md has it. */
    public String code() {
        return code;
    }
}
