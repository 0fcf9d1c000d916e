package dev.sluice.bridge.command;

import dev.sluice.bridge.settings.ListenerSettings;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.rule.MappingDefinition;
import dev.sluice.mapping.rule.MappingRule;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice run}: checks the whole configuration, then hands it to the bridge. */
@Command(
        name = "run",
        description = "Takes messages from devices and puts them into Kafka, until it is stopped.",
        footer = {
            "",
            "Without any configuration devices connect to 127.0.0.1:1883, Kafka is at localhost:9092, and every",
            "message arrives whole in the Kafka topic mqtt.messages. SIGTERM or Ctrl-C stops it: devices are sent",
            "away over shutdown.spread, and what is in flight still reaches Kafka, within shutdown.drain. Once more,",
            "a second later or more, ends it at once. Rules and schemas that have changed come into force by",
            "themselves, on SIGHUP, and on POST /rules/reload at the management port; wrong ones never do."
        })
final class RunCommand implements Callable<Integer> {

    @Mixin
    private final ConfigurationOptions configuration;

    @Spec
    private CommandSpec spec;

    private final ToIntFunction<ChosenConfiguration> bridge;

    /** @param bridge runs until it is stopped, then answers with the exit code */
    RunCommand(ConfigurationOptions configuration, ToIntFunction<ChosenConfiguration> bridge) {
        this.configuration = configuration;
        this.bridge = bridge;
    }

    @Override
    public Integer call() {
        var err = spec.commandLine().getErr();
        var chosen = configuration.choose(err);
        if (chosen.isEmpty()) {
            return ExitCode.CONFIGURATION;
        }
        var settings = chosen.get().settings();
        err.println("Sluice uses " + configuration.name() + ": " + summary(settings));
        lossyRules(settings).forEach(err::println);
        err.flush();
        return bridge.applyAsInt(chosen.get());
    }

    private static Stream<String> lossyRules(SluiceSettings settings) {
        return settings.rules().mappings().stream().map(MappingDefinition::rule).flatMap(RunCommand::loss);
    }

    private static Stream<String> loss(MappingRule rule) {
        var who = "Rule \"" + rule.name() + "\" (" + rule.source() + ") ";
        return switch (rule.ack()) {
            case KAFKA -> Stream.empty();
            case SPOOL ->
                Stream.of(who
                        + "acknowledges when this machine's disk has the message (ack: spool): what Kafka does not have yet is lost"
                        + " with the disk.");
            case RECEIVED ->
                Stream.of(who
                        + "acknowledges before Kafka has the message (ack: received): what is in memory when the process dies is"
                        + " lost.");
        };
    }

    private static String summary(SluiceSettings settings) {
        return "devices connect to "
                + settings.mqtt().listeners().stream().map(RunCommand::address).collect(Collectors.joining(" and "))
                + ", Kafka is at " + settings.kafka().bootstrapServers()
                + ", health and metrics are at http://" + settings.management().host() + ":"
                + settings.management().port() + ".";
    }

    private static String address(ListenerSettings listener) {
        return listener.host() + ":" + listener.port();
    }
}
