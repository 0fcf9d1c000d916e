package dev.sluice.bridge.command;

import dev.sluice.bridge.authorization.AccessExplanation;
import dev.sluice.broker.access.Identity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice explain-access}: what a device may do with a topic, by the configuration alone. */
@Command(
        name = "explain-access",
        description = "Says whether a device may publish to an MQTT topic and subscribe to it, and which rule decides.",
        footer = {
            "",
            "For instance: sluice explain-access press-7 anna commands/anna/+",
            "Ends in 1 when the device may do neither. No device and no running Sluice is asked."
        })
final class ExplainAccessCommand implements Callable<Integer> {

    private static final String NOBODY = "-";

    @Mixin
    private final ConfigurationOptions configuration;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CLIENT", description = "The device's client id.")
    private String client;

    @Parameters(index = "1", paramLabel = "USER", description = "The user that it has proven to be; - for none.")
    private String user;

    @Parameters(index = "2", paramLabel = "TOPIC", description = "A topic, or a topic filter to subscribe to.")
    private String topic;

    @Option(
            names = "--attribute",
            paramLabel = "NAME=VALUE",
            description = "What else is proven of it: cert.cn=press-7, jwt.site=north; may be repeated.")
    private Map<String, String> attributes = new LinkedHashMap<>();

    @Mixin
    private FormatOption format = new FormatOption();

    ExplainAccessCommand(ConfigurationOptions configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() {
        var settings = configuration.read(spec.commandLine().getErr());
        if (settings.isEmpty()) {
            return ExitCode.CONFIGURATION;
        }
        var who = new Identity(
                client, user.equals(NOBODY) ? Optional.empty() : Optional.of(user), attributes, Optional.empty());
        var explanation = new AccessExplanation(settings.get().authorization(), who, topic);
        var out = spec.commandLine().getOut();
        switch (format.chosen()) {
            case text -> explanation.print(out);
            case json -> out.println(explanation.json());
        }
        return explanation.isAnythingAllowed() ? ExitCode.GOOD : ExitCode.CHECK_FAILED;
    }
}
