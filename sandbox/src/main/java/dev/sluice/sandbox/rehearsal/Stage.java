package dev.sluice.sandbox.rehearsal;

import dev.sluice.sandbox.kafka.KafkaProcess;
import dev.sluice.sandbox.kafka.Topics;
import dev.sluice.sandbox.ledger.Findings;
import dev.sluice.sandbox.ledger.LedgerCheck;
import dev.sluice.sandbox.program.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What stands during a rehearsal: one Kafka, the replicas, and HAProxy before them. */
final class Stage implements AutoCloseable {

    private static final int PARTITIONS = 6;

    private final Programs programs;
    private final Path folder;
    private final KafkaProcess kafka;
    private final List<Replica> replicas = new ArrayList<>();

    // from start to close
    private Topics topics;
    private Balancer balancer;

    private Stage(Programs programs, Path folder) {
        this.programs = programs;
        this.folder = folder;
        this.kafka = KafkaProcess.inFolder(folder.resolve("kafka"));
    }

    /** Everything runs, and HAProxy has found every replica healthy. */
    static Stage start(Programs programs, Path folder, RehearsalSettings settings) {
        var stage = new Stage(programs, folder);
        try {
            stage.kafka.heap("1g").start();
            stage.topics = new Topics(stage.kafka.bootstrapServers());
            stage.createTopic(Crowd.FLEET);
            Path rules = ReplicaRules.write(folder);
            for (int number = 1; number <= settings.replicas(); number++) {
                stage.replicas.add(
                        new Replica(number, programs, folder, rules, stage.kafka.bootstrapServers(), settings));
            }
            stage.replicas.forEach(Replica::launch);
            stage.replicas.forEach(Replica::awaitReady);
            var files = new BalancerFiles(folder, settings.devices(), settings.byClient());
            stage.balancer = Balancer.start(files, stage.replicas);
            return stage;
        } catch (RuntimeException failure) {
            stage.close();
            throw failure;
        }
    }

    void createTopic(String fleet) {
        topics.create(ReplicaRules.kafkaTopic(fleet), PARTITIONS, Map.of());
    }

    /** Records of a fleet in Kafka. */
    long records(String fleet) {
        return topics.records(ReplicaRules.kafkaTopic(fleet));
    }

    Findings verify(String fleet, Path ledger) {
        return new LedgerCheck(programs, kafka.bootstrapServers(), ReplicaRules.schemas(folder), folder)
                .of("the devices", ledger, ReplicaRules.kafkaTopic(fleet));
    }

    /** None may have ended by itself. */
    void checkAlive() {
        replicas.forEach(Replica::checkAlive);
        balancer.checkAlive();
        if (!kafka.alive()) {
            throw kafka.failure("ended although nothing had been done to it");
        }
    }

    List<Replica> replicas() {
        return replicas;
    }

    Balancer balancer() {
        return balancer;
    }

    Duration kafkaCpu() {
        return kafka.cpuTime();
    }

    Programs programs() {
        return programs;
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        if (balancer != null) {
            balancer.close();
        }
        replicas.forEach(Replica::close);
        if (topics != null) {
            topics.close();
        }
        kafka.close();
    }
}
