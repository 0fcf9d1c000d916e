package dev.sluice.bridge.reload;

import dev.sluice.bridge.settings.ProducerVocabulary;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.settings.Input;
import dev.sluice.mapping.settings.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Where the configuration comes from. It can be asked again as long as the process lives; overrides count every time. */
public final class ConfigurationSource {

    /** Files that never hold still for the time of one reading are the business of the next look. */
    private static final int TRIES = 5;

    private final Optional<Path> file;
    private final List<String> overrides;
    private final ProducerVocabulary vocabulary;

    /** @param file empty for the zero configuration, which never changes */
    public ConfigurationSource(Optional<Path> file, List<String> overrides, ProducerVocabulary vocabulary) {
        this.file = file;
        this.overrides = List.copyOf(overrides);
        this.vocabulary = vocabulary;
    }

    /** The file as its user named it. */
    public Optional<Path> file() {
        return file;
    }

    /** Reads everything, schemas and all. */
    public Reading read() {
        return readOnce(null);
    }

    /**
     * Reads everything as it was at one moment: files that change meanwhile are read again.
     *
     * @param known what the last reading was made from
     */
    Reading readAtOneMoment(Set<Input> known) {
        var inputs = known;
        for (int tries = 1; ; tries++) {
            var before = FileDigests.of(inputs);
            var reading = readOnce(before);
            if (tries == TRIES || reading.inputs().equals(inputs) && before.equals(FileDigests.of(inputs))) {
                return reading;
            }
            inputs = reading.inputs();
        }
    }

    private Reading readOnce(FileDigests before) {
        var source =
                file.map(chosen -> SettingsFile.of(chosen, overrides)).orElseGet(() -> SettingsFile.empty(overrides));
        var settings = source.read(SluiceSettings.reader(vocabulary, source.folder()));
        return new Reading(
                settings,
                source.problems(),
                settings.isPresent() ? source.content() : new TreeMap<>(),
                source.inputs(),
                before == null ? FileDigests.of(source.inputs()) : before,
                source.folder());
    }
}
