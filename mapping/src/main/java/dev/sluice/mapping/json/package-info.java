/**
 * JSON text in the making, the common form into which every payload that is not JSON is brought; and the UTF-8 that it is made of.
 *
 * <p>{@link dev.sluice.mapping.json.JsonBuffer} is the door. One thread at a time, used again and again. Knows RFC 8259;
 * knows neither payloads nor Avro.
 */
package dev.sluice.mapping.json;
