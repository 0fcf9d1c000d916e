package dev.sluice.mapping.transcode;

import dev.sluice.mapping.message.RejectReason;
import java.util.function.Function;

/** What became of a payload. */
public sealed interface Transcoded {

    <T> T fold(Function<Encoded, T> encoded, Function<Unfit, T> unfit);

    /** The record is in the buffer; what the plan wanted besides is here. */
    record Encoded(Extracted extracted) implements Transcoded {

        /** For plans that extract nothing. */
        public static final Encoded NOTHING_EXTRACTED = new Encoded(Extracted.NOTHING);

        @Override
        public <T> T fold(Function<Encoded, T> encoded, Function<Unfit, T> unfit) {
            return encoded.apply(this);
        }
    }

    /**
     * The payload does not fit; the buffer is as it was.
     *
     * @param detail which field, what was expected, at which byte; never a piece of the payload
     */
    record Unfit(RejectReason reason, String detail) implements Transcoded {

        /**
         * The fault that was found, unless the payload is no JSON at all: then that is what its sender must hear, not that half a
         * word was taken for a null. So what does not fit is read once more, to its end.
         */
        static Unfit found(JsonCursor in, byte[] json, int offset, int length) {
            Unfit found = new Unfit(in.reason(), in.detail());
            if (found.reason() == RejectReason.PAYLOAD_NOT_DECODABLE) {
                return found;
            }
            in.begin(json, offset, length);
            return in.skip() && in.atEnd() ? found : new Unfit(in.reason(), in.detail());
        }

        @Override
        public <T> T fold(Function<Encoded, T> encoded, Function<Unfit, T> unfit) {
            return unfit.apply(this);
        }
    }
}
