package dev.sluice.mapping.transcode;

import dev.sluice.mapping.message.RejectReason;

/** What becomes of an Avro field that the payload did not give. */
interface Filling {

    /** Appends the field to {@code out}; false after a fault. */
    boolean write(Pass pass, AvroBuffer out);

    /** A default or a constant, encoded when the plan was compiled. */
    record Encoded(byte[] avro) implements Filling {
        @Override
        public boolean write(Pass pass, AvroBuffer out) {
            out.writeFixed(avro);
            return true;
        }
    }

    /** Nothing can stand in: the message does not fit. */
    record Required(String path, String field) implements Filling {
        @Override
        public boolean write(Pass pass, AvroBuffer out) {
            pass.in.fail(RejectReason.FIELD_MISSING, "missing, and Avro field '" + field + "' has no default");
            pass.in.within(path);
            return false;
        }
    }
}
