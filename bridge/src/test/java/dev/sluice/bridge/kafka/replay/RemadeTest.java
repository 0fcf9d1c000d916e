package dev.sluice.bridge.kafka.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.engine.Ignored;
import dev.sluice.mapping.engine.Mapped;
import dev.sluice.mapping.engine.MappingOutcome;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.engine.Rejected;
import dev.sluice.mapping.engine.Several;
import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.rule.AckMode;
import dev.sluice.mapping.rule.MappingRule;
import dev.sluice.mapping.rule.OnInvalid;
import dev.sluice.mapping.rule.OnUnmapped;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemadeTest {

    @Test
    void whereOneRuleTakesAMessageAnyRuleMayTakeItsLetter() {
        assertThat(topics(Remade.of(mapped("new"), "old", false))).containsExactly("new");
        assertThat(Remade.of(rejected("new"), "old", false).left()).isEqualTo("FIELD_TYPE");
        assertThat(Remade.of(new Ignored(OnUnmapped.LOCAL), "old", false).left())
                .isEqualTo("UNMAPPED");
    }

    @Test
    void whereAllRulesTakeAMessageOnlyTheOneThatRejectedItCounts() {
        var outcome = new Several(List.of(mapped("a"), mapped("b"), rejected("c")));

        assertThat(topics(Remade.of(outcome, "b", true))).containsExactly("b");
        assertThat(Remade.of(outcome, "c", true).left()).isEqualTo("FIELD_TYPE");
        assertThat(Remade.of(outcome, "gone", true).left()).isEqualTo(Remade.RULE_GONE);
        assertThat(Remade.of(mapped("a"), "b", true).left()).isEqualTo(Remade.RULE_GONE);
        assertThat(topics(Remade.of(mapped("b"), "b", true))).containsExactly("b");
    }

    @Test
    void messageThatNoRuleTookIsNowTakenByAllOrByNone() {
        assertThat(topics(Remade.of(new Several(List.of(mapped("a"), mapped("b"))), "unmapped", true)))
                .containsExactly("a", "b");
        assertThat(Remade.of(new Several(List.of(mapped("a"), rejected("b"))), "unmapped", true)
                        .left())
                .isEqualTo("FIELD_TYPE");
    }

    private static List<String> topics(Remade remade) {
        return remade.records().stream().map(OutgoingRecord::topic).toList();
    }

    private static MappingOutcome mapped(String rule) {
        var record = new OutgoingRecord(rule, "k".getBytes(UTF_8), new byte[0], 0, List.of());
        return new Mapped(rule(rule), List.of(record));
    }

    private static MappingOutcome rejected(String rule) {
        return new Rejected(rule(rule), RejectReason.FIELD_TYPE, "not a number");
    }

    private static MappingRule rule(String name) {
        return new MappingRule(name, AckMode.KAFKA, OnInvalid.DEAD_LETTER, "test:1");
    }
}
