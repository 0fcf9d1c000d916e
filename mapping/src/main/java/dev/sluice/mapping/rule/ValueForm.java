package dev.sluice.mapping.rule;

import dev.sluice.mapping.payload.AvroPayload;
import dev.sluice.mapping.transcode.JsonToAvro;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;

/** What a rule's record values are. */
public sealed interface ValueForm {

    <T> T fold(Function<Envelope, T> envelope, Function<FromJson, T> fromJson, Function<FromBytes, T> fromBytes);

    /** Whether CEL is asked for any of its fields. */
    default boolean computes() {
        return fold(
                envelope -> false,
                json -> json.slots().stream().anyMatch(Slot::computes),
                bytes -> bytes.slots().stream().anyMatch(Slot::computes));
    }

    /** The message as it came, in the record {@code dev.sluice.MqttMessage}. */
    record Envelope(Optional<JsonToAvro> extractor) implements ValueForm {
        @Override
        public <T> T fold(
                Function<Envelope, T> envelope, Function<FromJson, T> fromJson, Function<FromBytes, T> fromBytes) {
            return envelope.apply(this);
        }
    }

    /** A record of the rule's schema, filled from a JSON document: the payload as its format is read, or one element of it. */
    record FromJson(Framing framing, Schema schema, JsonToAvro transcoder, List<Slot> slots) implements ValueForm {
        @Override
        public <T> T fold(
                Function<Envelope, T> envelope, Function<FromJson, T> fromJson, Function<FromBytes, T> fromBytes) {
            return fromJson.apply(this);
        }
    }

    /**
     * A record of the rule's schema around a payload that is not looked into.
     *
     * @param stretches of the record's fields, in their order: a record's binary form is its fields, one after the other
     */
    record FromBytes(Framing framing, Schema schema, List<Stretch> stretches, List<Slot> slots) implements ValueForm {
        @Override
        public <T> T fold(
                Function<Envelope, T> envelope, Function<FromJson, T> fromJson, Function<FromBytes, T> fromBytes) {
            return fromBytes.apply(this);
        }
    }

    /** Neighbouring fields of a record. */
    sealed interface Stretch {}

    /** Fields that slots, constants and defaults fill: transcoded from an empty JSON object. */
    record Fields(JsonToAvro transcoder) implements Stretch {}

    /**
     * One field that the payload fills.
     *
     * @param branch of the field's union, -1 outside unions
     */
    record Payload(int branch) implements Stretch {}

    /** All fields at once: the payload is such a record already. It is checked to its end, and copied without the framing that it came in. */
    record Copied(AvroPayload payload) implements Stretch {}
}
