package dev.sluice.mapping.sparkplug;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Reads the fields of one message one after the other, as they stand (Protocol Buffers, "Encoding"). Lengths never reach beyond
 * the message; a field that nobody asks for is passed over.
 */
final class Fields {

    private final Span message;
    private final CodedInputStream in;
    private int tag;
    private boolean taken = true;

    Fields(Span message) {
        this.message = message;
        this.in = CodedInputStream.newInstance(message.bytes(), message.offset(), message.length());
    }

    /** Goes to the next field; false at the end. */
    boolean next() throws Unreadable {
        try {
            if (!taken && !in.skipField(tag)) {
                throw malformed();
            }
            taken = false;
            tag = in.readTag();
            return tag != 0;
        } catch (IOException broken) {
            throw malformed();
        }
    }

    int number() {
        return WireFormat.getTagFieldNumber(tag);
    }

    boolean isBytes() {
        return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    /** A uint64; what is beyond 2^63 is negative. */
    long uint64() throws Unreadable {
        take(WireFormat.WIRETYPE_VARINT);
        try {
            return in.readUInt64();
        } catch (IOException broken) {
            throw malformed();
        }
    }

    /** A uint32; a negative one that was written with all its 64 bits is cut to 32. */
    long uint32() throws Unreadable {
        return uint64() & 0xFFFF_FFFFL;
    }

    boolean bool() throws Unreadable {
        return uint64() != 0;
    }

    float float32() throws Unreadable {
        take(WireFormat.WIRETYPE_FIXED32);
        try {
            return in.readFloat();
        } catch (IOException broken) {
            throw malformed();
        }
    }

    double float64() throws Unreadable {
        take(WireFormat.WIRETYPE_FIXED64);
        try {
            return in.readDouble();
        } catch (IOException broken) {
            throw malformed();
        }
    }

    Span span() throws Unreadable {
        take(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        try {
            int length = in.readRawVarint32();
            int from = message.offset() + in.getTotalBytesRead();
            in.skipRawBytes(length);
            return new Span(message.bytes(), from, length);
        } catch (IOException broken) {
            throw malformed();
        }
    }

    String text() throws Unreadable {
        return span().text();
    }

    private void take(int wireType) throws Unreadable {
        if (WireFormat.getTagWireType(tag) != wireType) {
            throw malformed();
        }
        taken = true;
    }

    private static Unreadable malformed() {
        return new Unreadable("not a payload of Sparkplug B: malformed, cut off, or something else");
    }
}
