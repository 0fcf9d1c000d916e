package dev.sluice.bridge.trial;

import dev.sluice.mapping.engine.EnvelopeRecord;
import dev.sluice.mapping.engine.Ignored;
import dev.sluice.mapping.engine.Mapped;
import dev.sluice.mapping.engine.MappingEngine;
import dev.sluice.mapping.engine.MappingOutcome;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.engine.Rejected;
import dev.sluice.mapping.engine.Route;
import dev.sluice.mapping.engine.Several;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.rule.MappingDefinition;
import dev.sluice.mapping.rule.MappingRule;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.rule.OnUnmapped;
import dev.sluice.mapping.rule.ValueForm;
import dev.sluice.mapping.rule.WireFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** Rules, ready to be tried on messages. */
public final class Trial {

    private final MappingEngine engine;
    private final Map<MappingRule, Framed> forms = new HashMap<>();

    public Trial(MappingRules rules) {
        engine = new MappingEngine(rules);
        for (MappingDefinition mapping : rules.mappings()) {
            forms.put(mapping.rule(), framed(mapping.value()));
        }
    }

    /** The rules that may take messages of this MQTT topic, in the order in which they are asked; empty when nothing takes it. */
    public List<Route> routes(String topic) {
        return engine.explain(topic);
    }

    /** What becomes of this very message. */
    public TrialOutcome of(DeviceMessage message) {
        var gathered = new Gathered();
        gathered.add(engine.map(message));
        return new TrialOutcome(gathered.records, gathered.rejections, Optional.ofNullable(gathered.unmapped));
    }

    /** The schema of the values that this rule makes. */
    public Schema schema(MappingRule rule) {
        return form(rule).schema;
    }

    private Framed form(MappingRule rule) {
        return forms.getOrDefault(rule, Framed.ENVELOPE);
    }

    private static Framed framed(ValueForm form) {
        return form.fold(
                envelope -> Framed.ENVELOPE,
                json -> new Framed(json.schema(), json.framing().length()),
                bytes -> new Framed(bytes.schema(), bytes.framing().length()));
    }

    /** @param bytes that stand in front of the Avro binary */
    private record Framed(Schema schema, int bytes) {

        private static final Framed ENVELOPE =
                new Framed(EnvelopeRecord.schema(), WireFormat.singleObject(EnvelopeRecord.schema()).length);
    }

    private final class Gathered {
        private final List<TrialRecord> records = new ArrayList<>();
        private final List<TrialRejection> rejections = new ArrayList<>();
        private OnUnmapped unmapped;

        private Void add(MappingOutcome outcome) {
            return outcome.fold(this::mapped, this::rejected, this::ignored, this::several);
        }

        private Void mapped(Mapped mapped) {
            Framed form = form(mapped.rule());
            for (OutgoingRecord record : mapped.records()) {
                records.add(new TrialRecord(
                        mapped.rule(),
                        record,
                        form.schema,
                        form.bytes,
                        ReadableValue.of(form.schema, form.bytes, record.value())));
            }
            return null;
        }

        private Void rejected(Rejected rejected) {
            rejections.add(new TrialRejection(rejected.rule(), rejected.reason(), rejected.detail()));
            return null;
        }

        private Void several(Several several) {
            several.parts().forEach(this::add);
            return null;
        }

        private Void ignored(Ignored ignored) {
            unmapped = ignored.policy();
            return null;
        }
    }
}
