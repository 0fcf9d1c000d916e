package dev.sluice.bridge.registry;

import dev.sluice.mapping.schema.SchemaAmbiguous;
import dev.sluice.mapping.schema.SchemaSource;
import dev.sluice.mapping.schema.SubjectUnusable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;

/**
 * Schemas that rules take from a registry, beside those of a folder. For the reading of one configuration, on its thread, which it blocks: a
 * registry that is away is given {@link RegistrySettings#timeout} to come back, once for all rules together.
 */
public final class RegistrySchemas implements SchemaSource {

    private static final long PAUSE_MILLIS = 200;

    private final SchemaSource folder;
    private final RegistrySettings settings;
    private final Map<String, Schema> found = new HashMap<>();
    private RegistryClient client;
    private RegistryFailure away;

    /** @param folder asked for all schemas that are named without a subject */
    public RegistrySchemas(SchemaSource folder, RegistrySettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    @Override
    public Optional<Schema> find(String name) throws SchemaAmbiguous {
        return folder.find(name);
    }

    @Override
    public boolean hasRegistry() {
        return true;
    }

    @Override
    public Schema ofSubject(String subject, String version) throws SubjectUnusable {
        if (settings.urls().isEmpty()) {
            throw SubjectUnusable.unreachable("not asked for, because schemas.registry cannot be used");
        }
        var key = version + " " + subject;
        var known = found.get(key);
        if (known != null) {
            return known;
        }
        try {
            if (away != null) {
                throw away;
            }
            var schema = patiently(subject, version);
            found.put(key, schema);
            return schema;
        } catch (RegistryFailure failure) {
            throw unusable(subject, version, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw SubjectUnusable.unreachable("interrupted while the schema registry was asked for subject " + subject);
        }
    }

    private Schema patiently(String subject, String version) throws RegistryFailure, InterruptedException {
        if (client == null) {
            client = new RegistryClient(settings);
        }
        long end = System.nanoTime() + settings.timeout().toNanos();
        while (true) {
            try {
                return client.version(subject, version);
            } catch (RegistryFailure failure) {
                if (!failure.isAway()) {
                    throw failure;
                }
                if (System.nanoTime() >= end) {
                    away = failure;
                    throw failure;
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    private SubjectUnusable unusable(String subject, String version, RegistryFailure failure) {
        var sentence = "the schema registry at " + settings.urls().get(0) + " " + failure.getMessage()
                + ", when asked for subject " + subject + ", version " + version;
        return switch (failure.kind()) {
            case AWAY, NOT_ALLOWED -> SubjectUnusable.unreachable(sentence);
            case NOT_FOUND -> SubjectUnusable.missing(sentence);
            case INVALID, INCOMPATIBLE, REFUSED -> SubjectUnusable.unusable(sentence);
        };
    }
}
