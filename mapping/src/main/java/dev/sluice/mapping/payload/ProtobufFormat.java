package dev.sluice.mapping.payload;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.mapping.json.JsonBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Payloads of one Protobuf message type. Fields may come in any order, in pieces and several times, so the message is read by Protobuf's own
 * library before any of it is written.
 */
record ProtobufFormat(Descriptor descriptor) implements PayloadDecoder {

    @Override
    public Fault decode(byte[] payload, int offset, int length, JsonBuffer out) {
        try {
            new ProtobufJson(out).message(read(payload, offset, length));
            return out.overflowed() ? Undecodable.tooLarge().fault() : null;
        } catch (Undecodable e) {
            return e.fault();
        }
    }

    private DynamicMessage read(byte[] payload, int offset, int length) throws Undecodable {
        CodedInputStream in = CodedInputStream.newInstance(payload, offset, length);
        in.setRecursionLimit(Nesting.MAX_DEPTH);
        DynamicMessage.Builder message = DynamicMessage.newBuilder(descriptor);
        try {
            message.mergeFrom(in);
            in.checkLastTagWas(0);
        } catch (InvalidProtocolBufferException e) {
            // The library has one exception for everything.
            throw e.getMessage().contains("too many levels of nesting")
                    ? Nesting.tooDeep()
                    : new Undecodable("not a Protobuf message " + descriptor.getFullName() + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of an array there is none
        }
        if (!message.isInitialized()) {
            throw new Undecodable(
                    "required fields are missing: " + String.join(", ", message.findInitializationErrors()));
        }
        return message.buildPartial();
    }
}
