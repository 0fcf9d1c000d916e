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

    /**
     * Nothing can stand in: the message does not fit.
     *
     * @param path where the payload should have had it; null for what the caller should have given
     */
    record Required(PayloadPath path, String field) implements Filling {
        @Override
        public boolean write(Pass pass, AvroBuffer out) {
            if (path == null) {
                return pass.in.failBeside(
                        RejectReason.FIELD_MISSING,
                        "there is no value for Avro field '" + field + "', and it has no default");
            }
            pass.in.fail(RejectReason.FIELD_MISSING, "missing, and Avro field '" + field + "' has no default");
            pass.in.withinSteps(path.steps());
            return false;
        }
    }
}
