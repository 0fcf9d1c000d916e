package dev.sluice.mapping.transcode;

import dev.sluice.mapping.message.RejectReason;

/** The coders of Avro's array and map: one block each, its count put in front once it is known. */
final class ContainerCoders {

    private ContainerCoders() {}

    static final class OfArray extends Coder {
        private final Coder items;

        OfArray(Coder items) {
            this.items = items;
        }

        @Override
        boolean encode(Pass pass) {
            JsonCursor in = pass.in;
            if (in.peek() != '[') {
                return in.wrongType("an array");
            }
            if (!in.open()) {
                return false;
            }
            int block = pass.body.openBlock();
            int count = 0;
            if (in.peek() != ']') {
                int c;
                do {
                    if (!items.encode(pass)) {
                        in.within(count);
                        return false;
                    }
                    count++;
                    c = in.peek();
                    in.pos++;
                } while (c == ',');
                in.pos--;
                if (c != ']') {
                    return in.malformed("a comma or a closing bracket was expected");
                }
            }
            in.close();
            pass.body.closeBlock(block, count);
            return true;
        }

        @Override
        boolean takes(int kind) {
            return kind == JsonKind.ARRAY;
        }
    }

    static final class OfMap extends Coder {
        private final Coder values;

        OfMap(Coder values) {
            this.values = values;
        }

        @Override
        boolean encode(Pass pass) {
            JsonCursor in = pass.in;
            if (in.peek() != '{') {
                return in.wrongType("an object");
            }
            if (!in.open()) {
                return false;
            }
            int block = pass.body.openBlock();
            int count = 0;
            if (in.peek() != '}') {
                KeySet keys = pass.openKeySet();
                int c;
                do {
                    if (!entry(pass, keys)) {
                        return false;
                    }
                    count++;
                    c = in.peek();
                    in.pos++;
                } while (c == ',');
                in.pos--;
                if (c != '}') {
                    return in.malformed("a comma or a closing brace was expected");
                }
                pass.closeKeySet();
            }
            in.close();
            pass.body.closeBlock(block, count);
            return true;
        }

        private boolean entry(Pass pass, KeySet keys) {
            JsonCursor in = pass.in;
            if (in.peek() != '"') {
                return in.nameExpected();
            }
            if (!in.readText()) {
                return false;
            }
            AvroBuffer body = pass.body;
            int length = in.text.to - in.text.from;
            body.writeBytes(in.text.bytes, in.text.from, length);
            if (!keys.add(body, body.size() - length, body.size())) {
                return in.fail(RejectReason.DUPLICATE_KEY, "a key occurs twice in this map");
            }
            if (!in.colon()) {
                return false;
            }
            if (!values.encode(pass)) {
                in.within("*");
                return false;
            }
            return true;
        }

        @Override
        boolean takes(int kind) {
            return kind == JsonKind.OBJECT;
        }
    }
}
