package dev.sluice.mapping.transcode;

/** Writes the JSON value at the cursor as one Avro type. Compiled from a schema; shared by all threads. */
abstract class Coder {

    /** Reads one value from {@code pass.in} and appends it to {@code pass.body}; false after a fault. */
    abstract boolean encode(Pass pass);

    /** Whether a JSON value of this kind (see {@link JsonKind}) can fit; its content may still not. */
    abstract boolean takes(int kind);
}
