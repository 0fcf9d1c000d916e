package dev.sluice.bridge.kafka.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.bridge.kafka.KafkaClients;
import dev.sluice.bridge.kafka.KafkaSink;
import dev.sluice.bridge.kafka.KafkaSinkSettings;
import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.pipeline.RecordSink;
import dev.sluice.bridge.pipeline.Transactions.Receipt;
import dev.sluice.bridge.settings.TopicSettings;
import dev.sluice.bridge.settings.TransactionSettings;
import dev.sluice.mapping.engine.OutgoingRecord;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A process to be killed: transactions that are told on standard input what devices do, and tell on standard output what a gate would answer them.
 * Ends with its input.
 */
final class TransactionVictim {

    private final KafkaTransactions transactions;
    private final String topic;

    private TransactionVictim(KafkaTransactions transactions, String topic) {
        this.transactions = transactions;
        this.topic = topic;
    }

    public static void main(String[] words) throws Exception {
        var servers = words[0];
        var topic = words[1];
        var health = new HealthBoard();
        var sink =
                KafkaSink.start(new KafkaSinkSettings(Map.of(), servers, 64 << 20, "dead", TopicSettings.OFF), health);
        sink.warmUp(List.of(topic), Duration.ofSeconds(60));
        var transactions = KafkaTransactions.start(
                new TransactionSettings("victim-" + topic, "marks", 500, Duration.ofMillis(2)),
                new KafkaClients(Map.of(), servers),
                OptionalInt.empty(),
                sink,
                health,
                TransactionWriter.Patience.USUAL);
        transactions.awaitMarks();
        var victim = new TransactionVictim(transactions, topic);
        say("ready");
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            victim.obey(line.split(" "));
        }
        Runtime.getRuntime().halt(0);
    }

    private void obey(String[] words) {
        switch (words[0]) {
            case "marked" ->
                say("marked " + words[1] + " "
                        + transactions.marked(words[1], 1).stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(",", "[", "]")));
            case "publish" -> publish(receipt(words), words[3]);
            case "release" -> transactions.release(receipt(words), fate("pubcomp " + words[1] + " " + words[2]));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private void publish(Receipt receipt, String value) {
        var record = new OutgoingRecord(
                topic,
                receipt.clientId().getBytes(UTF_8),
                value.getBytes(UTF_8),
                System.currentTimeMillis(),
                List.of());
        var fate = fate("pubrec " + receipt.clientId() + " " + receipt.packetId());
        while (transactions.offer(List.of(record), receipt, fate) != RecordSink.Answer.ACCEPTED) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static Receipt receipt(String[] words) {
        return new Receipt(words[1], 1, Integer.parseInt(words[2]));
    }

    private static RecordSink.Fate fate(String answer) {
        return new RecordSink.Fate() {
            @Override
            public void stored() {
                say(answer);
            }

            @Override
            public void unknown(String why) {
                say("unknown: " + why);
            }
        };
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
