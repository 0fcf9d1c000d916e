package dev.sluice.broker.moquette;

import static org.assertj.core.api.Assertions.assertThat;

import io.moquette.broker.subscriptions.Subscription;
import io.moquette.broker.subscriptions.Topic;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RetainedTreeTest {

    private static final List<String> LEVELS = List.of("a", "b", "", "$x", "A");

    private final RetainedTree<String> tree = new RetainedTree<>();

    @Test
    void aTopicHasOneAndIsFoundByItsName() {
        put("a/b", "a/b", "a", "a/");

        assertThat(tree.get("a/b")).isEqualTo("a/b");
        assertThat(tree.get("a/")).isEqualTo("a/");
        assertThat(tree.get("b")).isNull();
        assertThat(matching("#")).containsExactlyInAnyOrder("a/b", "a", "a/");
    }

    @Test
    void whatIsRemovedLeavesWhatIsBelowAndBeside() {
        put("a", "a/b", "a/b/c", "a/d");

        tree.remove("a/b");
        tree.remove("a/b");
        tree.remove("never/was");

        assertThat(matching("a/#")).containsExactlyInAnyOrder("a", "a/b/c", "a/d");
        tree.remove("a/b/c");
        assertThat(matching("a/+/#")).containsExactly("a/d");
    }

    @Property(tries = 500)
    void itFindsWhatTheTreeOfFiltersWouldHaveTakenOneByOne(@ForAll long seed) {
        var random = new Random(seed);
        var retained = new RetainedTree<String>();
        var topics = new TreeSet<String>();
        for (int i = 0; i < 40; i++) {
            var topic = topic(random);
            if (random.nextInt(4) == 0) {
                retained.remove(topic);
                topics.remove(topic);
            } else {
                retained.put(topic, topic);
                topics.add(topic);
            }
        }
        for (int i = 0; i < 20; i++) {
            var filter = filter(random);
            var filters = new TopicTree();
            filters.add(new Subscription(
                    "one", new Topic(filter), MqttSubscriptionOption.onlyFromQos(MqttQoS.AT_MOST_ONCE)));
            var found = new ArrayList<String>();
            retained.forEachMatch(filter, found::add);

            assertThat(found)
                    .containsExactlyInAnyOrderElementsOf(
                            topics.stream().filter(filters::isWanted).toList());
        }
        var all = new ArrayList<String>();
        retained.forEach(all::add);
        assertThat(all).containsExactlyInAnyOrderElementsOf(topics);
    }

    private static String topic(Random random) {
        var topic = new StringBuilder(LEVELS.get(random.nextInt(LEVELS.size())));
        for (int i = random.nextInt(4); i > 0; i--) {
            topic.append('/').append(LEVELS.get(random.nextInt(LEVELS.size())));
        }
        return topic.toString();
    }

    private static String filter(Random random) {
        var levels = topic(random).split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            levels[i] = random.nextInt(3) == 0 ? "+" : levels[i];
        }
        if (random.nextInt(3) == 0) {
            levels[levels.length - 1] = "#";
        }
        return String.join("/", levels);
    }

    private void put(String... topics) {
        for (var topic : topics) {
            tree.put(topic, topic);
        }
    }

    private List<String> matching(String filter) {
        var found = new ArrayList<String>();
        tree.forEachMatch(filter, found::add);
        return found;
    }
}
