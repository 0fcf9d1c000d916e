package dev.sluice.bridge.kafka.transaction;

import dev.sluice.bridge.kafka.KafkaReason;
import dev.sluice.bridge.observe.HealthBoard;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log and on the health board how exactly-once fares. The thread of the transactions only. */
final class TransactionNews {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionNews.class);
    private static final int MOST_NAMED = 8;

    private final String id;
    private final String markersTopic;
    private final String bootstrapServers;
    private final HealthBoard.Component health;
    private final Set<String> denied = new TreeSet<>();
    private String said = "";

    TransactionNews(String id, String markersTopic, String bootstrapServers, HealthBoard board) {
        this.id = id;
        this.markersTopic = markersTopic;
        this.bootstrapServers = bootstrapServers;
        this.health = board.component("exactly-once");
    }

    /** The first opening does not succeed yet. */
    void cannotStart(Exception why) {
        down("Marks of received packet ids cannot be read from Kafka topic " + markersTopic + " at " + bootstrapServers
                + ": " + reason(why) + ". Until they are known devices cannot connect, because a message that Kafka has"
                + " already could be stored again. " + whatToDo(why));
    }

    void started(long marks) {
        LOG.info(
                "Transactions of {} begin (kafka.transactions.id); {} packet ids are marked as received in {}.",
                id,
                marks,
                markersTopic);
        up();
    }

    /** A transaction does not end, or another producer cannot be had. */
    void cannotGoOn(Exception why, int waiting) {
        down(
                "Kafka at " + bootstrapServers + " does not say how a transaction ended: " + reason(why) + ". ",
                waiting + " messages wait for it, none lost; it is asked again. " + whatToDo(why));
    }

    /** Kafka has committed a transaction, answers, and does not show it to readers of these partitions. */
    void notShown(Set<String> partitions, int waiting) {
        down(
                "Kafka at " + bootstrapServers + " has committed a transaction and does not show it to readers of "
                        + few(partitions) + ": another one is open before it, or Kafka has forgotten how it ended. ",
                waiting + " messages wait for it, none acknowledged, none lost. kafka-transactions.sh find-hanging"
                        + " --topic TOPIC --max-transaction-timeout 1 finds what Kafka has forgotten; how to end it:"
                        + " docs/delivery.md, \"When Kafka forgets a transaction\".");
    }

    /** Kafka had committed a transaction and took it for complete; it was open in these partitions until now. */
    void forgotten(Set<String> partitions) {
        LOG.warn(
                "Kafka at {} had committed a transaction, and forgotten to end it in {}. Sluice has ended it there and stores"
                        + " again what readers do not see now. Nothing of it was acknowledged.",
                bootstrapServers,
                few(partitions));
    }

    /** What Kafka had committed was ended in another way, or nobody lets us see how, in these partitions. */
    void notKept(Set<String> partitions, int messages) {
        LOG.warn(
                "A transaction that Kafka had committed cannot be read in {}. What its {} messages had there is stored again; none was"
                        + " acknowledged.",
                few(partitions),
                messages);
    }

    private static String few(Set<String> partitions) {
        var named = partitions.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        int others = partitions.size() - MOST_NAMED;
        return others > 0 ? named + " and " + others + " more partitions" : named;
    }

    /** A transaction could be stored; of these topics at least one record was. */
    void stored(Set<String> topics) {
        if (said.isEmpty()) {
            return;
        }
        denied.removeAll(topics);
        if (denied.isEmpty()) {
            LOG.info("Transactions of {} go on.", id);
            up();
        }
    }

    /** A message will not be stored as it is: its device is told nothing and sends it again. */
    void refused(String clientId, Set<String> topics, Exception why) {
        if (why instanceof TopicAuthorizationException) {
            denied.addAll(topics);
            down("Kafka does not take messages for " + denied + " in transactions: " + reason(why)
                    + ". Nothing is acknowledged for them; their devices are disconnected and send them again. "
                    + whatToDo(why));
        } else {
            LOG.warn(
                    "Kafka does not take a message of client {} for {} in a transaction: {}. Nothing was acknowledged for it; the"
                            + " device is disconnected and sends it again.",
                    clientId,
                    topics,
                    reason(why));
        }
    }

    void superseded(String by) {
        down("Another Sluice (process " + by + ") uses kafka.transactions.id " + id
                + " now, so that this one may not store"
                + " messages exactly once any more; they are not acknowledged. Give every replica an id of its own, and restart"
                + " this one.");
    }

    void failed(RuntimeException bug) {
        down("Messages cannot be stored exactly once any more, because of a fault in Sluice (" + bug
                + "); they are not acknowledged. Report it with the log, and restart.");
    }

    private void up() {
        said = "";
        health.up("transactional.id " + id);
    }

    private void down(String sentence) {
        down(sentence, "");
    }

    /** @param numbers what follows, and is no news when it alone has changed */
    private void down(String sentence, String numbers) {
        health.down(sentence + numbers);
        if (!sentence.equals(said)) {
            LOG.warn("{}{}", sentence, numbers);
        }
        said = sentence;
    }

    private String whatToDo(Exception why) {
        if (why instanceof TransactionalIdAuthorizationException) {
            return "Grant WRITE and DESCRIBE on transactional id " + id + " to the bridge's user.";
        }
        if (why instanceof TopicAuthorizationException) {
            return "Grant READ, WRITE and DESCRIBE on " + markersTopic
                    + ", and WRITE on the rules' topics, to the bridge's user.";
        }
        return "Check kafka.bootstrap.servers.";
    }

    private static String reason(Exception why) {
        return KafkaReason.of(why);
    }
}
