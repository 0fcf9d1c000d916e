package dev.sluice.mapping.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.message.RejectReason;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TopicEscapingTest {

    @Test
    void lettersDigitsAndHyphensStayAndEveryOtherByteIsSpelledOut() {
        assertThat(TopicEscaping.escape("North-7")).isEqualTo("North-7");
        assertThat(TopicEscaping.escape("a.b_c/d")).isEqualTo("a_2eb_5fc_2fd");
        assertThat(TopicEscaping.escape("\u00e9\u20ac\ud83d\ude00")).isEqualTo("_c3_a9_e2_82_ac_f0_9f_98_80");
        assertThat(TopicEscaping.escape("\ud800")).isEqualTo("_ed_a0_80");
        assertThat(TopicEscaping.escape("")).isEmpty();
    }

    @Test
    void namesThatKafkaKeepsForItselfAndLongOnesAreRefused() {
        for (var name : List.of("__consumer_offsets", "__transaction_state", "__x", ".", "..", "")) {
            assertThat(TopicEscaping.complaint(name)).as(name).contains(RejectReason.TOPIC_INTERNAL);
        }
        assertThat(TopicEscaping.complaint("x".repeat(249))).isEmpty();
        assertThat(TopicEscaping.complaint("x".repeat(250))).contains(RejectReason.TOPIC_TOO_LONG);
        assertThat(TopicEscaping.complaint("_schemas")).isEmpty();
    }

    @Property(tries = 3000)
    void differentTextsNeverShareAName(
            @ForAll @StringLength(max = 12) String one, @ForAll @StringLength(max = 12) String other) {
        assertThat(TopicEscaping.escape(one).equals(TopicEscaping.escape(other)))
                .isEqualTo(one.equals(other));
    }

    @Property(tries = 3000)
    void differentTextsOfTheCharactersThatEscapingUsesNeverShareAName(
            @ForAll
                    @StringLength(max = 5)
                    @CharRange(from = '2', to = '3')
                    @CharRange(from = '_', to = '_')
                    @CharRange(from = '.', to = '/')
                    String one,
            @ForAll
                    @StringLength(max = 5)
                    @CharRange(from = '2', to = '3')
                    @CharRange(from = '_', to = '_')
                    @CharRange(from = '.', to = '/')
                    String other) {
        assertThat(TopicEscaping.escape(one).equals(TopicEscaping.escape(other)))
                .isEqualTo(one.equals(other));
        assertThat(TopicEscaping.isPlain(TopicEscaping.escape(one))).isTrue();
        assertThat(TopicEscaping.escape(one)).doesNotContain(".");
    }
}
