package dev.sluice.mapping.payload;

import dev.sluice.mapping.json.JsonBuffer;

/** Reads the values of one Avro schema. Shared by all threads. */
interface AvroType {

    /** Reads a value and writes it as JSON. */
    void write(AvroBytes in, JsonBuffer out) throws Undecodable;

    /** Reads a value only. */
    void check(AvroBytes in) throws Undecodable;
}
