package dev.sluice.simulator.payload;

import dev.sluice.simulator.telemetry.Complaint;
import dev.sluice.simulator.telemetry.FleetMessages;
import dev.sluice.simulator.telemetry.PayloadTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A text with holes, as {@code publish --payload} has it. The fastest kind: for load.
 *
 * @param text the template itself; or
 * @param file that holds it
 */
public record TemplatePayload(String text, String file) implements PayloadSpec {

    @Override
    public List<Complaint> complaints(Path folder) {
        if ((text == null) == (file == null)) {
            return List.of(new Complaint(
                    "text", "give either text or file: a template such as {\"d\":\"{device}\",\"seq\":{seq}}"));
        }
        try {
            template(folder, 0);
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of(new Complaint(text == null ? "file" : "text", e.getMessage()));
        }
    }

    private PayloadTemplate template(Path folder, long seed) {
        if (text != null) {
            return PayloadTemplate.parse(text, seed);
        }
        try {
            return PayloadTemplate.parse(Files.readString(folder.resolve(file)), seed);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read: " + e, e);
        }
    }

    /** What a template calls its fields is not known; that it has the number is sure, and that is enough to be audited. */
    @Override
    public AuditFields auditFields() {
        return new AuditFields(Optional.of("device"), Optional.of("seq"));
    }

    @Override
    public FleetMessages messages(FleetSettings settings) {
        return template(settings.folder(), settings.seed()).messages(settings.requiredTopic(), settings.delivery());
    }
}
