package dev.sluice.mapping.payload;

import dev.sluice.mapping.json.JsonBuffer;

/** A format whose documents fill their payloads: what is left over, or grows beyond the buffer's limit, is a fault. */
record WholePayload(Format format) implements PayloadDecoder {

    /** How one document of the format is read. */
    interface Format {
        void write(PayloadBytes in, JsonBuffer out) throws Undecodable;
    }

    @Override
    public Fault decode(byte[] payload, int offset, int length, JsonBuffer out) {
        var in = new PayloadBytes(payload, offset, length);
        try {
            format.write(in, out);
            end(in);
            return out.overflowed() ? Undecodable.tooLarge().fault() : null;
        } catch (Undecodable e) {
            return e.fault();
        }
    }

    static void end(PayloadBytes in) throws Undecodable {
        if (in.remaining() > 0) {
            throw new Undecodable(in.remaining() + " bytes follow the document");
        }
    }
}
