package dev.sluice.bridge.command;

import dev.sluice.bridge.authorization.AccessLint;
import dev.sluice.bridge.registry.SubjectNames;
import dev.sluice.bridge.settings.Qos0WhenFull;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.lint.Advice;
import dev.sluice.mapping.lint.Level;
import dev.sluice.mapping.lint.Lint;
import dev.sluice.mapping.rule.AckMode;
import dev.sluice.mapping.rule.MappingDefinition;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.rule.SpoolWhenFull;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice lint}: says everything that is wrong or doubtful about a configuration, and starts nothing. */
@Command(
        name = "lint",
        description = {
            "Checks a configuration with its rules and schemas, and names every problem at once.",
            "Where nothing is wrong, says what may not be wanted: rules that never match, keys that split a device,",
            "Kafka topics without bound, contracts that lose."
        },
        footer = {
            "",
            "Ends in 2 when the configuration cannot be used, in 1 after an error (or, with --strict, a warning).",
            "Hints never fail. Kafka is not asked and nothing is started."
        })
final class LintCommand implements Callable<Integer> {

    @Mixin
    private final ConfigurationOptions configuration;

    @Spec
    private CommandSpec spec;

    @Option(names = "--strict", description = "Warnings are errors.")
    private boolean strict;

    @Mixin
    private FormatOption format = new FormatOption();

    LintCommand(ConfigurationOptions configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() {
        var reading = configuration.read();
        var read = reading.settings();
        var advice = read.map(LintCommand::advice).orElseGet(List::of);
        boolean failed = advice.stream()
                .anyMatch(each -> each.level() == Level.ERROR || strict && each.level() == Level.WARNING);
        switch (format.chosen()) {
            case text -> print(read, reading.problems().render(), advice);
            case json ->
                spec.commandLine()
                        .getOut()
                        .println(LintReport.json(
                                configuration.name(), read.isPresent() && !failed, reading.problems(), advice));
        }
        return read.isEmpty() ? ExitCode.CONFIGURATION : failed ? ExitCode.CHECK_FAILED : ExitCode.GOOD;
    }

    private void print(Optional<SluiceSettings> read, String problems, List<Advice> advice) {
        if (read.isEmpty()) {
            spec.commandLine().getErr().println(problems);
            return;
        }
        var out = spec.commandLine().getOut();
        advice.forEach(each -> out.println(LintReport.text(each)));
        var rules = read.get().rules();
        out.println(configuration.name()
                + (advice.isEmpty() ? " is good: " : " can be used: ")
                + summary(rules)
                + (advice.isEmpty() ? "" : "; " + LintReport.counts(advice)));
    }

    private static List<Advice> advice(SluiceSettings settings) {
        boolean oneSchemaPerTopic = settings.schemas()
                .registry()
                .filter(registry -> registry.subject() == SubjectNames.TOPIC)
                .isPresent();
        var advice = new ArrayList<>(Lint.of(settings.rules(), oneSchemaPerTopic));
        advice.addAll(ListenerAdvice.of(settings.mqtt()));
        advice.addAll(AccessLint.of(settings.authorization()));
        if (settings.mqtt().qos0WhenFull() == Qos0WhenFull.DROP) {
            advice.add(new Advice(
                    Level.HINT,
                    "QOS0-DROPPED",
                    "",
                    "mqtt.qos0-when-full",
                    "drop throws QoS 0 messages away while the in-flight budget is full: only a counter remains. pause makes their"
                            + " devices wait instead."));
        }
        settings.rules().mappings().stream()
                .map(MappingDefinition::rule)
                .filter(rule -> rule.ack() == AckMode.SPOOL && rule.whenFull() != SpoolWhenFull.WITHHOLD)
                .map(rule -> new Advice(
                        Level.HINT,
                        "SPOOL-DROPS",
                        rule.name(),
                        rule.source(),
                        "spool-when-full loses messages that were acknowledged when the spool is full: only a counter remains. withhold makes their"
                                + " devices wait instead."))
                .forEach(advice::add);
        return advice;
    }

    private static String summary(MappingRules rules) {
        int count = rules.mappings().size();
        String unmapped = switch (rules.onUnmapped()) {
            case ENVELOPE -> "goes to Kafka in the envelope";
            case LOCAL -> "goes to local subscribers only";
            case REFUSE -> "is refused";
        };
        return (count == 0
                        ? "no mappings; every message "
                        : count + (count == 1 ? " mapping" : " mappings") + "; what matches none of them ")
                + unmapped;
    }
}
