package dev.sluice.mapping.payload;

import dev.sluice.mapping.json.JsonBuffer;

/** The values of Avro that hold others, as JSON: members by name, union branches without their tags. */
final class AvroContainers {

    private AvroContainers() {}

    record OfArray(AvroType items) implements AvroType {
        @Override
        public void write(AvroBytes in, JsonBuffer out) throws Undecodable {
            out.beginArray();
            in.blocks(() -> {
                items.write(in, out);
                stopWhenTooLarge(out);
            });
            out.endArray();
        }

        @Override
        public void check(AvroBytes in) throws Undecodable {
            in.blocks(() -> items.check(in));
        }
    }

    record OfMap(AvroType values) implements AvroType {
        @Override
        public void write(AvroBytes in, JsonBuffer out) throws Undecodable {
            out.beginObject();
            in.blocks(() -> {
                int start = in.takeText(in.readLong());
                out.name(in.bytes, start, in.pos - start);
                values.write(in, out);
                stopWhenTooLarge(out);
            });
            out.endObject();
        }

        @Override
        public void check(AvroBytes in) throws Undecodable {
            in.blocks(() -> {
                in.takeText(in.readLong());
                values.check(in);
            });
        }
    }

    record OfUnion(AvroType[] branches) implements AvroType {
        @Override
        public void write(AvroBytes in, JsonBuffer out) throws Undecodable {
            branches[in.readIndex(branches.length)].write(in, out);
        }

        @Override
        public void check(AvroBytes in) throws Undecodable {
            branches[in.readIndex(branches.length)].check(in);
        }
    }

    static final class OfRecord implements AvroType {
        // set once, before the type is shared; late, because a record may contain itself
        private byte[][] names;
        private AvroType[] fields;

        void complete(byte[][] names, AvroType[] fields) {
            this.names = names;
            this.fields = fields;
        }

        @Override
        public void write(AvroBytes in, JsonBuffer out) throws Undecodable {
            in.open();
            out.beginObject();
            for (int i = 0; i < fields.length; i++) {
                out.name(names[i], 0, names[i].length);
                fields[i].write(in, out);
            }
            out.endObject();
            in.close();
        }

        @Override
        public void check(AvroBytes in) throws Undecodable {
            in.open();
            for (AvroType field : fields) {
                field.check(in);
            }
            in.close();
        }
    }

    private static void stopWhenTooLarge(JsonBuffer out) throws Undecodable {
        if (out.overflowed()) {
            throw Undecodable.tooLarge();
        }
    }
}
