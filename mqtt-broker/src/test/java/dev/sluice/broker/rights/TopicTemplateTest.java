package dev.sluice.broker.rights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.access.Identity;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Placeholders in the topics of rules. */
class TopicTemplateTest {

    private static final Identity DEVICE =
            new Identity("d7", Optional.of("anna"), Map.of("cert.cn", "pump", "jwt.site", "north"), Optional.empty());

    @ParameterizedTest
    @CsvSource({
        "devices/{client}/#, devices/d7/#",
        "commands/{user}/+, commands/anna/+",
        "{cert.cn}/x, pump/x",
        "{jwt.site}-{client}/up, north-d7/up",
        "a/b, a/b",
        "{client}, d7"
    })
    void standsForTheDevicesOwnTopics(String template, String filter) {
        assertThat(TopicTemplate.of(template).exactly(DEVICE).orElseThrow()).hasToString(filter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "#", "a/b", "a+", "/", "a\0b", ""})
    void aValueThatIsNoPlainLevelAllowsNothingAndDeniesEverything(String clientId) {
        var template = TopicTemplate.of("devices/x-{client}/#");

        assertThat(template.exactly(Identity.anonymous(clientId))).isEmpty();
        assertThat(template.atLeast(Identity.anonymous(clientId))).hasToString("devices/+/#");
        assertThat(template.withoutValue(Identity.anonymous(clientId))).containsExactly("client");
    }

    @Test
    void aMissingValueAllowsNothing() {
        assertThat(TopicTemplate.of("a/{user}").exactly(Identity.anonymous("d7")))
                .isEmpty();
        assertThat(TopicTemplate.of("a/{jwt.site}").exactly(Identity.anonymous("d7")))
                .isEmpty();
    }

    @Test
    void noValueMakesATopicOfTheServers() {
        assertThat(TopicTemplate.of("{client}/#").exactly(Identity.anonymous("$SYS")))
                .isEmpty();
        assertThat(TopicTemplate.of("a/{client}").exactly(Identity.anonymous("$SYS")))
                .isPresent();
    }

    @Test
    void aValueThatLooksLikeAPlaceholderIsAName() {
        assertThat(TopicTemplate.of("a/{client}")
                        .exactly(Identity.anonymous("{user}"))
                        .orElseThrow())
                .hasToString("a/{user}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "a/#/b;'#' must be the last level",
                "a+/b;must be a level of their own",
                "a/b#;must be a level of their own",
                "a/{clientid};there is no placeholder {clientid}",
                "a/{client;do not pair",
                "a/client};do not pair",
                "a/{};there is no placeholder {}",
                "a/{a/b};do not pair",
                "$share/g/a;names a share"
            })
    void whatIsNoTopicOfARuleIsSaid(String text, String complaint) {
        assertThat(TopicTemplate.complaint(text).orElseThrow()).contains(complaint);
    }

    @Test
    void anEmptyTextIsNoTopic() {
        assertThat(TopicTemplate.complaint("")).contains("is empty");
    }

    @ParameterizedTest
    @CsvSource({
        "a/#, a/{client}/x, true",
        "a/{client}/#, a/{client}, true",
        "a/{client}, a/{user}, false",
        "a/+, a/{user}, true",
        "a/{user}, a/+, false"
    })
    void coversWhatItCoversForWhoeverAsks(String template, String other, boolean covers) {
        assertThat(TopicTemplate.of(template).covers(TopicTemplate.of(other))).isEqualTo(covers);
    }
}
