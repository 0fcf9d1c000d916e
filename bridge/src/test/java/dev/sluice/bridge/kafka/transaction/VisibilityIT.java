package dev.sluice.bridge.kafka.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bridge.it.TopicReader;
import dev.sluice.bridge.kafka.KafkaClients;
import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.sandbox.kafka.KafkaProcess;
import java.io.RandomAccessFile;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/**
 * What is told of a transaction against what readers see of it. A transaction that is open stands for one that Kafka has committed and not ended yet: to readers they
 * are the same.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VisibilityIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration NEVER = Duration.ofDays(1);

    private KafkaProcess kafka;
    private KafkaClients clients;
    private HealthBoard board;
    private Footprint footprint;
    private KafkaProducer<byte[], byte[]> producer;
    private String topic;

    @BeforeAll
    void startKafka() {
        kafka = KafkaProcess.inTemporaryFolder()
                .setting("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .setting("allow.everyone.if.no.acl.found", "true")
                .start();
        clients = new KafkaClients(Map.of(), kafka.bootstrapServers());
    }

    @AfterAll
    void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void begin(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
        kafka.createTopic(topic, 2, Map.of());
        producer = producer(topic);
        board = new HealthBoard();
        footprint = new Footprint();
    }

    @AfterEach
    void close() {
        producer.close(Duration.ZERO);
    }

    @Test
    void transactionIsToldOfWhenReadersSeeItInEachPartition() throws Exception {
        store(0);
        store(1);
        var told = told(NEVER);
        assertThat(told).isNotDone();

        producer.commitTransaction();

        assertThat(told.get(60, TimeUnit.SECONDS)).isEqualTo(partitions(0, 1));
    }

    @Test
    void openTransactionOfSomebodyElseHoldsNothingUp() throws Exception {
        try (var another = producer("another")) {
            another.send(new ProducerRecord<>(topic, 0, null, new byte[1])).get();
            store(0);
            producer.commitTransaction();

            assertThat(told(NEVER).get(60, TimeUnit.SECONDS)).isEqualTo(partitions(0));
        }
    }

    @Test
    void withoutTheRightToReadSomebodyElsesTransactionIsWaitedFor() throws Exception {
        allowOnlyWriting();
        try (var another = producer("another writer")) {
            another.send(new ProducerRecord<>(topic, 0, null, new byte[1])).get();
            store(0);
            producer.commitTransaction();
            var told = told(NEVER);
            assertThat(told).isNotDone();

            another.abortTransaction();

            assertThat(told.get(60, TimeUnit.SECONDS)).isEqualTo(partitions(0));
        }
    }

    @Test
    void whatWasHiddenForLongAndMayNotBeReadIsStoredAgain() throws Exception {
        allowOnlyWriting();
        store(1);
        var told = told(AT_ONCE);
        awaitComplaint(topic + "-1");

        producer.commitTransaction();

        assertThat(told.get(60, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void kafkaThatShowsNothingIsNamedUntilItDoes() throws Exception {
        store(1);
        var told = told(AT_ONCE);
        awaitComplaint(topic + "-1");
        assertThat(told).isNotDone();

        producer.commitTransaction();

        assertThat(told.get(60, TimeUnit.SECONDS)).isEqualTo(partitions(1));
    }

    @Test
    void transactionThatSomebodyAbortedInKafkasPlaceIsNotStored() throws Exception {
        store(0);
        store(1);
        var told = told(AT_ONCE);
        awaitComplaint(topic + "-0");

        producer.abortTransaction();

        assertThat(told.get(60, TimeUnit.SECONDS)).isEmpty();
    }

    /** As Kafka 4.3.1 does when it is killed at the wrong moment, but each time. */
    @Test
    void whatKafkaForgotToEndIsEndedThereAndNotStored() throws Exception {
        store(0);
        store(1);
        producer.commitTransaction();
        assertThat(told(NEVER).get(60, TimeUnit.SECONDS)).isEqualTo(partitions(0, 1));
        kafka.kill();
        cutOffTheEnd(0);
        kafka.start();

        assertThat(told(Duration.ofSeconds(2)).get(60, TimeUnit.SECONDS)).isEqualTo(partitions(1));

        assertThat(TopicReader.readAll(kafka.bootstrapServers(), topic))
                .hasSize(3)
                .allMatch(record -> record.partition() == 1);
    }

    /** Takes the last batch off the log, which says that the transaction was committed. */
    private void cutOffTheEnd(int partition) throws Exception {
        var path = kafka.folder().resolve("data/" + topic + "-" + partition + "/00000000000000000000.log");
        try (var log = new RandomAccessFile(path.toFile(), "rw")) {
            long last = 0;
            for (long at = 0; at < log.length(); at += 12 + log.readInt()) { // base offset, length, the rest
                last = at;
                log.seek(at + 8);
            }
            log.seek(last + 21);
            assertThat(log.readShort() & 0x20).as("control batch").isNotZero();
            log.setLength(last);
        }
    }

    @Test
    void transactionWhoseTopicWasMadeAnewIsNotStored() throws Exception {
        store(0);
        var told = told(AT_ONCE);
        awaitComplaint(topic + "-0");

        try (var admin = Admin.create(clients.admin())) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
        kafka.createTopic(topic, 2, Map.of());

        assertThat(told.get(60, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void whatWasAbortedWhileKafkaWasAwayIsNotStoredEither() throws Exception {
        store(0);
        kafka.suspend();
        var told = told(NEVER);
        try {
            awaitComplaint("does not answer");
        } finally {
            kafka.resume();
        }

        producer.abortTransaction();

        assertThat(told.get(60, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void kafkaThatIsAwayIsWaitedFor() throws Exception {
        store(0);
        kafka.suspend();
        var told = told(AT_ONCE);
        try {
            awaitComplaint("does not answer");
            assertThat(told).isNotDone();
        } finally {
            kafka.resume();
        }

        producer.commitTransaction();

        assertThat(told.get(60, TimeUnit.SECONDS)).isEqualTo(partitions(0));
    }

    private KafkaProducer<byte[], byte[]> producer(String id) {
        var made = new KafkaProducer<byte[], byte[]>(clients.transactionalProducer(id));
        made.initTransactions();
        made.beginTransaction();
        return made;
    }

    private void allowOnlyWriting() throws Exception {
        var resource = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
        var writing = new AccessControlEntry("User:ANONYMOUS", "*", AclOperation.WRITE, AclPermissionType.ALLOW);
        try (var admin = Admin.create(clients.admin())) {
            admin.createAcls(List.of(new AclBinding(resource, writing))).all().get();
            await().atMost(BOUND).until(() -> {
                try {
                    admin.describeProducers(List.of(new TopicPartition(topic, 0)))
                            .all()
                            .get();
                    return false;
                } catch (ExecutionException denied) {
                    return denied.getCause() instanceof TopicAuthorizationException;
                }
            });
        }
    }

    private void store(int partition) throws Exception {
        for (int i = 0; i < 3; i++) {
            var record = new ProducerRecord<byte[], byte[]>(topic, partition, null, new byte[] {(byte) i});
            footprint.add(record, producer.send(record).get());
        }
    }

    private CompletableFuture<Set<TopicPartition>> told(Duration patience) {
        var news = new TransactionNews("test", "marks", kafka.bootstrapServers(), board);
        return CompletableFuture.supplyAsync(() -> {
            try (var visibility = new Visibility(clients, topic, patience, news, () -> 0)) {
                return visibility.await(footprint.extents(), 6);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private Set<TopicPartition> partitions(int... numbers) {
        return Arrays.stream(numbers)
                .mapToObj(number -> new TopicPartition(topic, number))
                .collect(Collectors.toSet());
    }

    private void awaitComplaint(String words) {
        await().atMost(BOUND)
                .until(() -> board.component("exactly-once").health().detail().contains(words));
    }
}
