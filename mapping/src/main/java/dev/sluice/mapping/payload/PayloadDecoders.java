package dev.sluice.mapping.payload;

import org.apache.avro.Schema;

/** Makes the decoders of payloads, each shared by all threads; those of Protobuf come from {@link ProtobufDescriptors}. */
public final class PayloadDecoders {

    private static final PayloadDecoder CBOR = new WholePayload(CborFormat::write);
    private static final PayloadDecoder TEXT = new WholePayload(TextFormats::text);
    private static final PayloadDecoder NUMBER = new WholePayload(TextFormats::number);

    private PayloadDecoders() {}

    /** CBOR (RFC 8949), one item of any type. */
    public static PayloadDecoder cbor() {
        return CBOR;
    }

    /** Text in UTF-8, possibly none, as <code>{"value": "..."}</code>. */
    public static PayloadDecoder text() {
        return TEXT;
    }

    /** One number in text, white space around it allowed, as <code>{"value": 21.5}</code>. */
    public static PayloadDecoder number() {
        return NUMBER;
    }

    /**
     * Avro's binary encoding.
     *
     * @param writer the schema that the devices write with
     */
    public static AvroPayload avro(Schema writer, AvroFraming framing) {
        return AvroPayload.of(writer, framing);
    }
}
