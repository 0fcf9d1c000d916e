package dev.sluice.mapping.transcode;

import org.apache.avro.Schema;

/**
 * Writes JSON payloads as records of one schema: compiled once, then one pass over each payload's bytes.
 *
 * <p>Any number of threads may call it at once; each has its own scratch, so a call allocates nothing but what the plan
 * extracts. What each kind of JSON value becomes, and what is refused, is said in this package's description.
 */
public final class JsonToAvro {

    private final RecordCoder record;
    private final ThreadLocal<Pass> passes;

    private JsonToAvro(RecordCoder record, int[] guesses, int extracts) {
        this.record = record;
        passes = ThreadLocal.withInitial(() -> new Pass(guesses, extracts));
    }

    /**
     * @param schema a record
     * @throws PlanInvalid when the plan names what the schema has not, a constant does not fit, the schema uses big-decimal, or two of
     *     its fields share an alias
     */
    public static JsonToAvro compile(Schema schema, FieldPlan plan) throws PlanInvalid {
        CoderCompiler coders = new CoderCompiler();
        RecordCoder record = new PlanCompiler(schema, plan, coders).compile();
        return new JsonToAvro(record, coders.guesses(), plan.extracts().size());
    }

    /**
     * Appends the record in Avro's binary encoding to {@code out}, behind whatever framing is there already.
     *
     * @param json UTF-8, RFC 8259; kept by what is extracted, so it must not change later
     * @param values the text for the plan's slots, see {@link FieldValues}
     */
    public Transcoded transcode(byte[] json, int offset, int length, FieldValues values, AvroBuffer out) {
        Pass own = passes.get();
        Pass pass = own.busy() ? own.another() : own;
        int before = out.size();
        pass.begin(json, offset, length, values);
        try {
            if (record.encodeDocument(pass, out)) {
                return pass.extracts.length == 0
                        ? Transcoded.Encoded.NOTHING_EXTRACTED
                        : new Transcoded.Encoded(pass.extracted());
            }
            out.truncate(before);
            return Transcoded.Unfit.found(pass.in, json, offset, length);
        } finally {
            pass.end();
        }
    }
}
