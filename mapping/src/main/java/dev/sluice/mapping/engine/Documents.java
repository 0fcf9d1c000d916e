package dev.sluice.mapping.engine;

import dev.sluice.mapping.json.JsonBuffer;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.payload.PayloadDecoder.Fault;
import dev.sluice.mapping.rule.PayloadForm;

/**
 * The payload at hand as a JSON document. One per thread. Rules that read the payload in the same way share one decoding of it.
 */
final class Documents {

    /** Bytes of the longest document that a payload may become. */
    static final int LONGEST = 64 << 20;

    private static final byte[] NOTHING = new byte[0];

    private final JsonBuffer decoded = new JsonBuffer(LONGEST);

    // lives as long as one message
    private DeviceMessage message;
    private PayloadForm form;
    private Fault fault;
    byte[] json = NOTHING;
    int length;

    /** Null when {@link #json} holds the document, from its beginning; else what is wrong with the payload. */
    Fault read(DeviceMessage message, PayloadForm form) {
        if (this.message == message && this.form == form) {
            return fault;
        }
        this.message = message;
        this.form = form;
        var decoder = form.decoder().orElse(null);
        if (decoder == null) {
            json = message.payload();
            length = json.length;
            return fault = null;
        }
        fault = decoder.decode(message.payload(), 0, message.payload().length, decoded.clear());
        json = decoded.array();
        length = decoded.size();
        return fault;
    }

    /** Lets go of the message. */
    void release() {
        if (form != null && form.decoder().isPresent()) {
            decoded.clear();
        }
        message = null;
        form = null;
        json = NOTHING;
    }
}
