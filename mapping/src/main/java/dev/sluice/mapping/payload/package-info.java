/**
 * Brings payloads of every format into one form, a JSON document, which is what rules and transcoder read.
 *
 * <p>{@link dev.sluice.mapping.payload.PayloadDecoder} is the door. Decoders are made when rules load and called on the message
 * path, on whatever event loop the message arrived on; they do no I/O and throw for nothing that a device can send. Knows payload
 * formats and compression; knows neither topics nor rules nor the Avro schema of the record to be.
 */
package dev.sluice.mapping.payload;
