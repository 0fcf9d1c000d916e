package dev.sluice.mapping.sparkplug;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A piece of the payload: a field's bytes, or a message within the message. */
record Span(byte[] bytes, int offset, int length) {

    /** These bytes as the fields of a message. */
    Fields fields() {
        return new Fields(this);
    }

    /** These bytes as integers, back to back. */
    long[] varints() throws Unreadable {
        var numbers = new long[length]; // each takes one byte at least
        int count = 0;
        var in = CodedInputStream.newInstance(bytes, offset, length);
        try {
            while (!in.isAtEnd()) {
                numbers[count++] = in.readUInt32() & 0xFFFF_FFFFL;
            }
        } catch (IOException broken) {
            throw new Unreadable("a list of numbers is malformed");
        }
        return Arrays.copyOf(numbers, count);
    }

    String text() throws Unreadable {
        return text(offset, length);
    }

    /** A part of these bytes as text; {@code from} counts from the beginning of the array. */
    String text(int from, int count) throws Unreadable {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, count))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new Unreadable("a text is not UTF-8");
        }
    }
}
