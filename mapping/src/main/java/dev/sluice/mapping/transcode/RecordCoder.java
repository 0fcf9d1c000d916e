package dev.sluice.mapping.transcode;

/**
 * Writes a JSON object as an Avro record.
 *
 * <p>Avro wants the schema's order and JSON has none. So fields are appended as they come, each one's stretch is noted in
 * a frame, and at the closing brace the stretches are put in order; when they are in order already nothing moves.
 */
final class RecordCoder extends Coder {

    private final String name;
    // set once, before the coder is shared; late, because a record may contain itself
    private ObjectShape shape;
    private Filling[] fillings;
    private int frameLength;
    /** What reads a document that need not be an object; null where the shape does. */
    private ObjectShape.Target document;

    RecordCoder(String name) {
        this.name = name;
    }

    /** @param frameLength two numbers for each field, and one for each key that is watched besides */
    void complete(ObjectShape shape, Filling[] fillings, int frameLength) {
        this.shape = shape;
        this.fillings = fillings;
        this.frameLength = frameLength;
    }

    void completeForAnyDocument(ObjectShape.Target document, Filling[] fillings, int frameLength) {
        complete(null, fillings, frameLength);
        this.document = document;
    }

    @Override
    boolean encode(Pass pass) {
        if (pass.in.peek() != '{') {
            return pass.in.wrongType("an object (record " + name + ")");
        }
        AvroBuffer body = pass.body;
        int opened = body.size();
        int frame = pass.openFrame(frameLength);
        if (!shape.read(pass, frame)) {
            return false;
        }
        if (!inOrder(pass.frames, frame, opened)) {
            int tail = body.size();
            if (!assemble(pass, frame, body)) {
                return false;
            }
            body.cut(opened, tail);
        }
        pass.closeFrame(frame);
        return true;
    }

    /** The whole payload as one record, appended to {@code out}. */
    boolean encodeDocument(Pass pass, AvroBuffer out) {
        int c = pass.in.peek();
        if (c < 0) {
            return pass.in.malformed("empty");
        }
        if (document == null && c != '{') {
            return pass.in.wrongType("an object (record " + name + ")");
        }
        int frame = pass.openFrame(frameLength);
        boolean read = document == null ? shape.read(pass, frame) : document.read(pass, frame);
        return read && pass.in.atEnd() && assemble(pass, frame, out);
    }

    private boolean inOrder(int[] frames, int frame, int opened) {
        int at = opened;
        for (int i = 0; i < fillings.length; i++) {
            if (frames[frame + 2 * i] != at) {
                return false;
            }
            at = frames[frame + 2 * i + 1];
        }
        return true;
    }

    /** Appends the fields in the schema's order; neighbours go in one copy. */
    private boolean assemble(Pass pass, int frame, AvroBuffer out) {
        int[] frames = pass.frames;
        int from = 0;
        int to = 0;
        for (int i = 0; i < fillings.length; i++) {
            int start = frames[frame + 2 * i];
            if (start == to && start >= 0) {
                to = frames[frame + 2 * i + 1];
                continue;
            }
            out.writeRange(pass.body, from, to);
            from = Math.max(start, 0);
            to = start < 0 ? 0 : frames[frame + 2 * i + 1];
            if (start < 0 && !fillings[i].write(pass, out)) {
                return false;
            }
        }
        out.writeRange(pass.body, from, to);
        return true;
    }

    @Override
    boolean takes(int kind) {
        return kind == JsonKind.OBJECT;
    }
}
