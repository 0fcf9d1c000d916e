package dev.sluice.mapping.transcode;

/** A plan that does not fit its schema, or a schema that cannot be written yet. The message is meant for a configuration error. */
public final class PlanInvalid extends Exception {

    private static final long serialVersionUID = 1L;

    PlanInvalid(String message) {
        super(message);
    }
}
