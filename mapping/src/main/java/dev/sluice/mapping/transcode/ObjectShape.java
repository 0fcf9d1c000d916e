package dev.sluice.mapping.transcode;

import dev.sluice.mapping.message.RejectReason;
import java.util.List;

/** The keys of one JSON object that somebody wants, and what to do with each. Others are skipped. */
final class ObjectShape {

    private final KeyTable keys;
    private final Target[] targets;
    /** Where this shape's guesses begin in {@link Pass#expected}: one for the first key, one for what follows each key. */
    private final int guesses;

    ObjectShape(List<String> names, List<Target> targets, int guesses) {
        this.keys = new KeyTable(names);
        this.targets = targets.toArray(Target[]::new);
        this.guesses = guesses;
    }

    /** Reads the object at the cursor into the record whose frame this is. */
    boolean read(Pass pass, int frame) {
        JsonCursor in = pass.in;
        if (!in.open()) {
            return false;
        }
        int c = in.peek();
        if (c == '}') {
            in.close();
            return true;
        }
        int[] expected = pass.expected;
        int guess = guesses;
        while (true) {
            if (c != '"') {
                return in.nameExpected();
            }
            int key = keys.match(in, expected[guess]);
            if (key >= 0) {
                expected[guess] = key;
                guess = guesses + key + 1;
                if (!targets[key].read(pass, frame)) {
                    in.within(keys.name(key));
                    return false;
                }
            } else if (key == KeyTable.FAULT || !in.skip()) {
                return false;
            }
            c = in.peek();
            if (c == '}') {
                in.close();
                return true;
            }
            if (c != ',') {
                return in.malformed("a comma or a closing brace was expected");
            }
            in.pos++;
            c = in.peek();
        }
    }

    /** One Avro field that takes the value of a key. */
    record Use(Coder coder, int field) {}

    /** What is done with the value of one key: nearly always one field takes it. */
    static final class Target {
        private final Coder coder;
        private final int field;
        private final boolean simple;
        private final Use[] others;
        private final int[] extracts;
        private final ObjectShape below;
        /** The place in the frame that tells whether this key was there already. */
        private final int seen;

        /** @param spare a place in the frame for a key that no field takes, so that a duplicate is noticed */
        Target(List<Use> uses, List<Integer> extracts, ObjectShape below, int spare) {
            coder = uses.isEmpty() ? null : uses.get(0).coder();
            field = uses.isEmpty() ? -1 : uses.get(0).field();
            others = uses.stream().skip(1).toArray(Use[]::new);
            this.extracts = extracts.stream().mapToInt(Integer::intValue).toArray();
            this.below = below;
            simple = uses.size() == 1 && extracts.isEmpty() && below == null;
            seen = uses.isEmpty() ? spare : 2 * field;
        }

        boolean read(Pass pass, int frame) {
            if (pass.frames[frame + seen] >= 0) {
                return twice(pass);
            }
            return simple ? encode(coder, field, pass, frame) : readForSeveral(pass, frame);
        }

        private static boolean twice(Pass pass) {
            return pass.in.fail(RejectReason.DUPLICATE_KEY, "the key occurs twice");
        }

        private static boolean encode(Coder coder, int field, Pass pass, int frame) {
            int from = pass.body.size();
            if (!coder.encode(pass)) {
                return false;
            }
            int[] frames = pass.frames;
            frames[frame + 2 * field] = from;
            frames[frame + 2 * field + 1] = pass.body.size();
            return true;
        }

        /** Each that wants the value reads it from its beginning. */
        private boolean readForSeveral(Pass pass, int frame) {
            JsonCursor in = pass.in;
            boolean object = in.peek() == '{';
            int start = in.pos;
            pass.frames[frame + seen] = start;
            if (coder != null && !encode(coder, field, pass, frame)) {
                return false;
            }
            for (Use other : others) {
                in.pos = start;
                if (pass.frames[frame + 2 * other.field()] >= 0) {
                    return twice(pass);
                }
                if (!encode(other.coder(), other.field(), pass, frame)) {
                    return false;
                }
            }
            if (below != null && object) {
                in.pos = start;
                if (!below.read(pass, frame)) {
                    return false;
                }
            } else if (coder == null && !in.skip()) {
                return false;
            }
            for (int extract : extracts) {
                pass.extracts[2 * extract] = start;
                pass.extracts[2 * extract + 1] = in.pos;
            }
            return true;
        }
    }
}
