package dev.sluice.mapping.transcode;

import dev.sluice.mapping.json.JsonBuffer;
import dev.sluice.mapping.message.RejectReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What one thread needs while one payload becomes one record. Kept and used again; gives back what a huge payload made it grow. */
final class Pass {

    private static final int FRAMES = 128;
    private static final int FRAMES_KEPT = 16 * 1024;
    /** The largest value that the caller may write as JSON, in bytes. */
    private static final int LARGEST_WRITTEN = 16 * 1024 * 1024;

    final JsonCursor in = new JsonCursor();
    /** Values in the order in which they come; records are put into the schema's order behind their last field. */
    final AvroBuffer body = new AvroBuffer();
    /** For each object shape and each of its keys: the key that came next the last time. */
    final int[] expected;
    /** Where in the payload the wanted values begin and end; -1 for those that are not there. */
    final int[] extracts;

    private Pass aside;
    private JsonBuffer written;
    private final List<KeySet> keySets = new ArrayList<>();
    private int keySetsUsed;

    // lives as long as one payload
    FieldValues values;
    /** One frame for each record being read: where each field begins and ends in the body, -1 for not yet. */
    int[] frames = new int[FRAMES];

    private int framesUsed;
    private Extracted extracted;

    Pass(int[] expected, int extracts) {
        this.expected = expected.clone();
        this.extracts = new int[2 * extracts];
    }

    void begin(byte[] json, int offset, int length, FieldValues values) {
        in.begin(json, offset, length);
        this.values = values;
        body.clear();
        framesUsed = 0;
        extracted = null;
        Arrays.fill(extracts, -1);
    }

    void end() {
        while (keySetsUsed > 0) { // a fault leaves them open
            closeKeySet();
        }
        in.release();
        values = null;
        extracted = null;
        body.clear();
        if (written != null) {
            written.clear();
        }
        if (frames.length > FRAMES_KEPT) {
            frames = new int[FRAMES];
        }
    }

    /** Opens a frame of that many numbers, all -1; answers where it begins in {@link #frames}. */
    int openFrame(int length) {
        int frame = framesUsed;
        framesUsed += length;
        if (framesUsed > frames.length) {
            frames = Arrays.copyOf(frames, Math.max(framesUsed, 2 * frames.length));
        }
        int[] all = frames;
        for (int i = frame; i < framesUsed; i++) {
            all[i] = -1;
        }
        return frame;
    }

    void closeFrame(int frame) {
        framesUsed = frame;
    }

    /** What the plan wanted from the payload, once the whole of it has been read. */
    Extracted extracted() {
        if (extracted == null) {
            extracted = extracts.length == 0 ? Extracted.NOTHING : new Extracted(in.json, extracts.clone());
        }
        return extracted;
    }

    /** Whether a payload is being read: the caller has come back from within {@link FieldValues}. */
    boolean busy() {
        return values != null;
    }

    /** A pass of the same kind for a second payload while this one is busy. */
    Pass another() {
        return new Pass(expected, extracts.length / 2);
    }

    /** An empty buffer for one value that the caller writes. */
    JsonBuffer written() {
        if (written == null) {
            written = new JsonBuffer(LARGEST_WRITTEN);
        }
        return written.clear();
    }

    /** Appends a value that is not in the payload: one JSON document, read by a second pass; false after a fault, which names the field. */
    boolean encodeAside(byte[] json, int length, Coder coder, String field, AvroBuffer out) {
        if (aside == null) {
            aside = new Pass(expected, 0);
        }
        aside.begin(json, 0, length, FieldValues.NONE);
        boolean fits = coder.encode(aside) && aside.in.atEnd();
        if (fits) {
            out.writeRange(aside.body, 0, aside.body.size());
        } else {
            RejectReason reason = aside.in.reason();
            in.failBeside(
                    reason == RejectReason.PAYLOAD_NOT_DECODABLE ? RejectReason.FIELD_TYPE : reason,
                    "Avro field '" + field + "'" + aside.in.placedMessage());
        }
        aside.end();
        return fits;
    }

    KeySet openKeySet() {
        if (keySetsUsed == keySets.size()) {
            keySets.add(new KeySet());
        }
        return keySets.get(keySetsUsed++);
    }

    void closeKeySet() {
        keySets.get(--keySetsUsed).clear();
    }
}
