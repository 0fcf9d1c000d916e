package dev.sluice.chart;

import dev.sluice.bridge.authorization.AccessLint;
import dev.sluice.bridge.kafka.ProducerProperties;
import dev.sluice.bridge.registry.SubjectNames;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.lint.Advice;
import dev.sluice.mapping.lint.Lint;
import dev.sluice.mapping.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Sluice itself would say of a rendered sluice.yaml.
 *
 * @param settings empty when it cannot be used
 * @param problems why, in the words of {@code sluice lint}
 * @param advice what {@code sluice lint} advises
 */
record Verdict(Optional<SluiceSettings> settings, String problems, List<Advice> advice) {

    /** @param folder an empty one, for the files of the pod */
    static Verdict on(Manifests manifests, Path folder) {
        var files = new PodFiles(manifests, folder);
        var text = files.configuration();
        var start = files.sluiceYaml().getParent();
        var source = SettingsFile.ofText("sluice.yaml", text, start, List.of(), files::variable);
        var settings = source.read(SluiceSettings.reader(new ProducerProperties(), start));
        return new Verdict(
                settings,
                settings.isPresent() ? "" : source.problems().render(),
                settings.map(Verdict::advice).orElse(List.of()));
    }

    private static List<Advice> advice(SluiceSettings settings) {
        boolean oneSchemaPerTopic = settings.schemas()
                .registry()
                .filter(registry -> registry.subject() == SubjectNames.TOPIC)
                .isPresent();
        var advice = new ArrayList<>(Lint.of(settings.rules(), oneSchemaPerTopic));
        advice.addAll(AccessLint.of(settings.authorization()));
        for (var listener : settings.mqtt().listeners()) {
            advice.addAll(listener.entrance().advice("mqtt.listeners", !listener.isLoopback(), Instant.now()));
        }
        return advice;
    }
}
