package dev.sluice.mapping.transcode;

import dev.sluice.mapping.message.RejectReason;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Finds the elements of one array in a JSON payload, so that each can become a record of its own.
 *
 * <p>One pass over the whole payload: it is known to be well-formed JSON when there is an answer. Shared by all threads;
 * a call allocates nothing but the bounds it answers.
 */
public final class ArrayElements {

    private static final ThreadLocal<JsonCursor> CURSORS = ThreadLocal.withInitial(JsonCursor::new);

    private final PayloadPath path;
    private final KeyTable[] keys;
    private final int most;

    /** @param most how many elements there may be */
    public ArrayElements(PayloadPath path, int most) {
        this.path = path;
        this.most = most;
        keys = path.keys().stream().map(key -> new KeyTable(List.of(key))).toArray(KeyTable[]::new);
    }

    /** What was found in a payload. */
    public sealed interface Outcome {

        <T> T fold(Function<Found, T> found, Function<Unfit, T> unfit);
    }

    /** The elements in their order; there may be none. */
    public static final class Found implements Outcome {
        private final int[] bounds;
        private final int count;

        private Found(int[] bounds, int count) {
            this.bounds = bounds;
            this.count = count;
        }

        public int count() {
            return count;
        }

        /** Where the element begins: an index of the array that was searched. */
        public int from(int element) {
            return bounds[2 * element];
        }

        /** How many bytes the element has, without white space around it. */
        public int length(int element) {
            return bounds[2 * element + 1] - bounds[2 * element];
        }

        @Override
        public <T> T fold(Function<Found, T> found, Function<Unfit, T> unfit) {
            return found.apply(this);
        }
    }

    /**
     * There is no such array: {@code FIELD_MISSING} where the path leads nowhere, {@code FIELD_TYPE} where something else is there (null
     * too), {@code TOO_MANY_RECORDS}, {@code DUPLICATE_KEY} on the way, or the payload is no JSON.
     *
     * @param detail which field, what was expected, at which byte; never a piece of the payload
     */
    public record Unfit(RejectReason reason, String detail) implements Outcome {
        @Override
        public <T> T fold(Function<Found, T> found, Function<Unfit, T> unfit) {
            return unfit.apply(this);
        }
    }

    /** @param json UTF-8, RFC 8259 */
    public Outcome find(byte[] json, int offset, int length) {
        JsonCursor in = CURSORS.get();
        in.begin(json, offset, length);
        Search search = new Search(in);
        try {
            if (search.at(0) && in.atEnd()) {
                if (search.bounds != null) {
                    return new Found(search.bounds, search.count);
                }
                in.fail(RejectReason.FIELD_MISSING, "missing, and the rule makes a record of each of its elements");
                in.withinSteps(path.steps());
            }
            Transcoded.Unfit fault = Transcoded.Unfit.found(in, json, offset, length);
            return new Unfit(fault.reason(), fault.detail());
        } finally {
            in.release();
        }
    }

    /** One payload being searched. */
    private final class Search {
        private final JsonCursor in;
        private int[] bounds;
        private int count;

        Search(JsonCursor in) {
            this.in = in;
        }

        /** Reads the value that stands behind so many keys of the path. */
        boolean at(int depth) {
            if (depth == keys.length) {
                return in.peek() == '[' ? elements() : in.wrongType("an array");
            }
            return in.peek() == '{' ? members(depth) : in.skip();
        }

        private boolean members(int depth) {
            if (!in.open()) {
                return false;
            }
            boolean seen = false;
            int c = in.peek();
            while (c != '}') {
                if (c != '"') {
                    return in.nameExpected();
                }
                int key = keys[depth].match(in, 0);
                if (key == KeyTable.FAULT) {
                    return false;
                }
                if (key == KeyTable.UNKNOWN ? !in.skip() : !wanted(depth, seen)) {
                    return false;
                }
                seen |= key >= 0;
                c = in.peek();
                if (c == ',') {
                    in.pos++;
                    c = in.peek();
                    if (c == '}') {
                        return in.nameExpected();
                    }
                } else if (c != '}') {
                    return in.malformed("a comma or a closing brace was expected");
                }
            }
            in.close();
            return true;
        }

        private boolean wanted(int depth, boolean seen) {
            boolean read = seen ? in.fail(RejectReason.DUPLICATE_KEY, "the key occurs twice") : at(depth + 1);
            if (!read) {
                in.within(path.keys().get(depth));
            }
            return read;
        }

        private boolean elements() {
            if (!in.open()) {
                return false;
            }
            bounds = new int[16];
            int c = in.peek();
            while (c != ']') {
                if (count == most) {
                    return in.fail(
                            RejectReason.TOO_MANY_RECORDS, "more than " + most + " elements, each of them a record");
                }
                int from = in.pos;
                if (!in.skip()) {
                    in.within(count);
                    return false;
                }
                add(from, in.pos);
                c = in.peek();
                if (c == ',') {
                    in.pos++;
                    c = in.peek();
                    if (c == ']') {
                        return in.notAValue();
                    }
                } else if (c != ']') {
                    return in.malformed("a comma or a closing bracket was expected");
                }
            }
            in.close();
            return true;
        }

        private void add(int from, int to) {
            if (2 * count == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * bounds.length);
            }
            bounds[2 * count] = from;
            bounds[2 * count + 1] = to;
            count++;
        }
    }
}
