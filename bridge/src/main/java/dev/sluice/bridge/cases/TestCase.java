package dev.sluice.bridge.cases;

import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Place;
import dev.sluice.mapping.settings.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One case.
 *
 * @param place of the case in its file
 * @param rules the configuration, where the case names one
 * @param before messages that come first, and whose records are nobody's business: a Sparkplug birth, say
 */
public record TestCase(
        String name,
        Place place,
        Optional<Path> rules,
        List<DeviceMessage> before,
        DeviceMessage message,
        Expectation expect) {

    /** Empty after any complaint. */
    static Optional<TestCase> read(Node node, Path folder, Problems problems) {
        int problemsBefore = problems.count();
        var name = node.requiredText("name", problems);
        var rules = CaseFile.rules(node, folder, problems);
        var before = new ArrayList<DeviceMessage>();
        for (var earlier : node.list("before", problems)) {
            MessageReader.read(earlier, folder, problems).ifPresent(before::add);
        }
        var message = MessageReader.read(node.map("message", problems), folder, problems);
        var expect = Expectation.read(node.map("expect", problems), problems);
        if (problems.count() > problemsBefore || message.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TestCase(name, node.place(), rules, before, message.get(), expect));
    }
}
