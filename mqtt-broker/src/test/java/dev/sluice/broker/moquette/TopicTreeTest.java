package dev.sluice.broker.moquette;

import static org.assertj.core.api.Assertions.assertThat;

import io.moquette.broker.subscriptions.Subscription;
import io.moquette.broker.subscriptions.Topic;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicTreeTest {

    private static final MqttSubscriptionOption QOS_1 = MqttSubscriptionOption.onlyFromQos(MqttQoS.AT_LEAST_ONCE);
    private static final List<String> LEVELS = List.of("a", "b", "root", "", "$x", "A", "\uFEFF");

    private final TopicTree tree = new TopicTree();

    @ParameterizedTest
    @CsvSource({
        "sport/tennis/player1/#, sport/tennis/player1, true",
        "sport/tennis/player1/#, sport/tennis/player1/score/wimbledon, true",
        "sport/#, sport, true",
        "#, sport/tennis, true",
        "#, /, true",
        "sport/tennis/+, sport/tennis/player1, true",
        "sport/tennis/+, sport/tennis/player1/ranking, false",
        "sport/+, sport, false",
        "sport/+, sport/, true",
        "+/+, /finance, true",
        "/+, /finance, true",
        "+, /finance, false",
        "+/tennis/#, sport/tennis, true",
        "sport/+/player1/#, sport, false",
        "a//, a/, false",
        "a/, a//, false",
        "//, /, false",
        "/, //, false",
        "root/#, root/x, true",
        "a/root/+, a/root/b, true",
        "root, a, false",
        "#, $SYS/x, false",
        "+/x, $SYS/x, false",
        "$SYS/#, $SYS/x, true",
        "$SYS/+, $SYS/x, true",
        "a/#, a/$x, true",
        "ACCOUNTS, Accounts, false"
    })
    void filtersMatchAsTheStandardSays(String filter, String topic, boolean matches) {
        tree.add(subscription("one", filter, ""));

        assertThat(tree.isWanted(topic)).isEqualTo(matches);
        assertThat(tree.match(topic)).hasSize(matches ? 1 : 0);
    }

    @Property(tries = 500)
    void theTreeAgreesWithMatchingFilterByFilter(@ForAll long seed) {
        var tree = new TopicTree();
        var random = new Random(seed);
        var subscribed = new HashSet<String>();
        for (int i = 0; i < 30; i++) {
            var filter = filter(random);
            if (random.nextInt(3) == 0) {
                tree.remove(filter, "", "one");
                subscribed.remove(filter);
            } else {
                assertThat(tree.add(subscription("one", filter, ""))).isEqualTo(subscribed.add(filter));
            }
        }
        for (int i = 0; i < 20; i++) {
            var topic = topic(random);
            assertThat(tree.match(topic))
                    .extracting(found -> found.getTopicFilter().toString())
                    .containsExactlyInAnyOrderElementsOf(subscribed.stream()
                            .filter(filter -> matches(filter, topic))
                            .toList());
            assertThat(tree.isWanted(topic)).isEqualTo(subscribed.stream().anyMatch(filter -> matches(filter, topic)));
        }
    }

    private static String topic(Random random) {
        int levels = 1 + random.nextInt(4);
        var topic = new StringBuilder(LEVELS.get(random.nextInt(LEVELS.size())));
        for (int i = 1; i < levels; i++) {
            topic.append('/').append(LEVELS.get(random.nextInt(LEVELS.size())));
        }
        return topic.toString();
    }

    private static String filter(Random random) {
        var levels = topic(random).split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            levels[i] = random.nextInt(4) == 0 ? "+" : levels[i];
        }
        if (random.nextInt(4) == 0) {
            levels[levels.length - 1] = "#";
        }
        return String.join("/", levels);
    }

    /** Read off MQTT 5.0 §4.7, level by level. */
    private static boolean matches(String filter, String topic) {
        if (topic.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"))) {
            return false;
        }
        var wanted = filter.split("/", -1);
        var given = topic.split("/", -1);
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("#")) {
                return given.length >= i;
            }
            if (i >= given.length || !wanted[i].equals("+") && !wanted[i].equals(given[i])) {
                return false;
            }
        }
        return wanted.length == given.length;
    }

    @Test
    void aSharedSubscriptionSurvivesWhoeverElseLeavesItsFilter() {
        tree.add(subscription("lone", "a/b", ""));
        tree.add(subscription("sharing", "a/b", "group"));

        tree.remove("a/b", "", "lone");

        assertThat(tree.match("a/b")).extracting(Subscription::getClientId).containsExactly("sharing");
    }

    @Test
    void thoseWhoShareTakeTurns() {
        tree.add(subscription("one", "a", "group"));
        tree.add(subscription("two", "a", "group"));
        tree.add(subscription("other", "a", "other group"));

        var heard = new HashSet<Set<String>>();
        for (int i = 0; i < 2; i++) {
            heard.add(Set.copyOf(
                    tree.match("a").stream().map(Subscription::getClientId).toList()));
        }

        assertThat(heard).containsExactlyInAnyOrder(Set.of("one", "other"), Set.of("two", "other"));
    }

    @Test
    void givingUpWhatNobodyHasChangesNothing() {
        tree.add(subscription("one", "a/b", ""));

        tree.remove("a/b/c", "", "one");
        tree.remove("a/b", "group", "one");
        tree.remove("a", "", "one");
        tree.remove("a/b", "", "two");

        assertThat(tree.isWanted("a/b")).isTrue();
    }

    private static Subscription subscription(String clientId, String filter, String share) {
        return new Subscription(clientId, new Topic(filter), QOS_1, share);
    }
}
