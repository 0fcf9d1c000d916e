package dev.sluice.mapping.rule;

import dev.sluice.mapping.transcode.FieldPlan;
import dev.sluice.mapping.transcode.JsonToAvro;
import dev.sluice.mapping.transcode.PlanInvalid;
import java.util.List;
import org.apache.avro.Schema;

/** A record without fields: what is left of transcoding where only the extracted values count. */
final class RecordOfNothing {

    private static final Schema SCHEMA = Schema.createRecord("Nothing", null, "dev.sluice", false, List.of());

    private RecordOfNothing() {}

    /** Reads a document for what the plan extracts; its record takes no bytes. */
    static JsonToAvro extracting(FieldPlan.Builder plan) {
        try {
            return JsonToAvro.compile(SCHEMA, plan.build());
        } catch (PlanInvalid impossible) {
            throw new IllegalStateException("a record without fields fits every plan", impossible);
        }
    }
}
