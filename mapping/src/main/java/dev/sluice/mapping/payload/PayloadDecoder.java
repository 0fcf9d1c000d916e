package dev.sluice.mapping.payload;

import dev.sluice.mapping.json.JsonBuffer;
import dev.sluice.mapping.message.RejectReason;
import java.util.Objects;

/** Writes the payloads of one format as JSON documents. Shared by all threads; throws for nothing that a device can send. */
@FunctionalInterface
public interface PayloadDecoder {

    /**
     * Appends the document to {@code out}.
     *
     * @return null when the document is written, else what is wrong with the payload; {@code out} is of no use then
     */
    Fault decode(byte[] payload, int offset, int length, JsonBuffer out);

    /**
     * Why a payload cannot be decoded.
     *
     * @param detail one sentence for people; never a piece of the payload
     */
    record Fault(RejectReason reason, String detail) {
        public Fault {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }

        /** The bytes are not what the format wants. */
        public static Fault notDecodable(String detail) {
            return new Fault(RejectReason.PAYLOAD_NOT_DECODABLE, detail);
        }
    }
}
