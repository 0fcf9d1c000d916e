package dev.sluice.mapping.schema;

/** A name that means more than one schema. The message names both and is meant for a configuration error. */
public final class SchemaAmbiguous extends Exception {

    private static final long serialVersionUID = 1L;

    SchemaAmbiguous(String message) {
        super(message);
    }
}
