package dev.sluice.bridge.kafka.transaction;

import dev.sluice.bridge.kafka.KafkaReason;
import dev.sluice.bridge.observe.HealthBoard;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log and on the health board how exactly-once fares. The thread of the transactions only. */
final class TransactionNews {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionNews.class);

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
        down("Kafka at " + bootstrapServers + " does not say how a transaction ended: " + reason(why) + ". " + waiting
                + " messages wait for it, none lost; it is asked again. " + whatToDo(why));
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
        health.down(sentence);
        if (!sentence.equals(said)) {
            LOG.warn("{}", sentence);
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
