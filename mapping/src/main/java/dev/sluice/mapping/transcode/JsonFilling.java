package dev.sluice.mapping.transcode;

import dev.sluice.mapping.json.JsonBuffer;
import dev.sluice.mapping.message.RejectReason;

/**
 * A field that the caller writes as JSON (what an expression has worked out): read like a value of the payload.
 *
 * @param absent what to do when the caller has none
 */
record JsonFilling(int slot, String field, Filling absent, Coder coder) implements Filling {

    @Override
    public boolean write(Pass pass, AvroBuffer out) {
        JsonBuffer written = pass.written();
        if (!pass.values.json(slot, pass.extracted(), written)) {
            return absent.write(pass, out);
        }
        if (written.overflowed()) {
            return pass.in.failBeside(
                    RejectReason.RECORD_TOO_LARGE, "the value made for Avro field '" + field + "' is too large");
        }
        return pass.encodeAside(written.array(), written.size(), coder, field, out);
    }
}
