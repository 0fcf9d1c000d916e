package dev.sluice.mapping.engine;

import dev.sluice.mapping.json.JsonBuffer;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.payload.Decompressor;
import dev.sluice.mapping.payload.PayloadDecoder.Fault;
import dev.sluice.mapping.rule.Packing;
import dev.sluice.mapping.rule.PayloadForm;
import dev.sluice.mapping.rule.PayloadFormat;
import dev.sluice.mapping.sparkplug.SparkplugDecoder;

/** The payload at hand as a JSON document. One per thread. Rules that read the payload in the same way share one decoding of it. */
final class Documents {

    /** Bytes of the longest document that a payload may become. */
    private static final int LONGEST = 64 << 20;

    private static final byte[] NOTHING = new byte[0];

    private final JsonBuffer decoded = new JsonBuffer(LONGEST);
    private final SparkplugDecoder sparkplug;
    private Decompressor decompressor;
    private int decompressedLargest;

    // lives as long as one message
    private DeviceMessage message;
    private PayloadForm form;
    private Fault fault;
    byte[] json = NOTHING;
    int length;

    Documents(SparkplugDecoder sparkplug) {
        this.sparkplug = sparkplug;
    }

    /** Null when {@link #json} holds the document, from its beginning; else what is wrong with the payload. */
    Fault read(DeviceMessage message, PayloadForm form) {
        if (this.message != message || this.form != form) {
            this.message = message;
            this.form = form;
            json = message.payload();
            length = json.length;
            fault = unpack();
            if (fault == null) {
                fault = decode();
            }
        }
        return fault;
    }

    private Fault unpack() {
        var packing = form.packing();
        var compression = packing.of(message.properties());
        if (compression == null) {
            return null;
        }
        var wrong = decompressor(packing).decompress(compression, json, 0, length);
        json = decompressor.array();
        length = decompressor.size();
        return wrong;
    }

    private Fault decode() {
        Fault wrong;
        if (form.format() == PayloadFormat.SPARKPLUG_B) {
            wrong = sparkplug.decode(message.topic(), message.duplicate(), json, 0, length, decoded.clear());
        } else {
            var decoder = form.decoder().orElse(null);
            if (decoder == null) {
                return null;
            }
            wrong = decoder.decode(json, 0, length, decoded.clear());
        }
        json = decoded.array();
        length = decoded.size();
        return wrong;
    }

    /** Lets go of the message. */
    void release() {
        if (message == null) {
            return;
        }
        if (json != message.payload()) {
            decoded.clear();
            if (decompressor != null) {
                decompressor.clear();
            }
        }
        message = null;
        form = null;
        json = NOTHING;
        length = 0;
    }

    private Decompressor decompressor(Packing packing) {
        if (decompressor == null || decompressedLargest != packing.largest()) {
            decompressor = new Decompressor(packing.largest());
            decompressedLargest = packing.largest();
        }
        return decompressor;
    }
}
