package dev.sluice.bridge.registry;

import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.mapping.schema.SchemaIds;
import dev.sluice.mapping.schema.SchemaReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ids that a registry gives to schemas, each asked for once and kept for ever.
 *
 * <p>Whoever asks is never kept waiting: an id that is not known yet is sought by {@link IdSearch} on its own thread, and records that need
 * it are held back meanwhile. While the registry is away, ids that are known go on being used.
 */
public final class RegistryIds implements SchemaIds {

    /** A topic template over a careless pattern could make any number of subjects. */
    static final int MOST_REFERENCES = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(RegistryIds.class);
    private static final String COMPONENT = "schema-subjects";

    private final SubjectNames names;
    private final HealthBoard health;
    private final IdSearch search;
    private final ConcurrentHashMap<String, List<Known>> bySubject = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();

    RegistryIds(SubjectNames names, HealthBoard health, IdSearch search) {
        this.names = names;
        this.health = health;
        this.search = search;
    }

    /** Asks nothing until somebody needs an id; the registry need not be there. */
    public static RegistryIds start(RegistrySettings settings, HealthBoard health) {
        var client = new RegistryClient(settings);
        var board = new RegistryHealth(settings, health);
        IdGiver giver = settings.autoRegister() ? client::register : client::lookUp;
        return new RegistryIds(
                settings.subject(), health, new IdSearch(giver, board, Patience.FOR_AWAY, Patience.FOR_REFUSAL));
    }

    @Override
    public SchemaReference of(Schema schema, String kafkaTopic) {
        var subject = names.of(schema, kafkaTopic);
        var known = among(bySubject.getOrDefault(subject, List.of()), schema);
        return known != null ? known : added(schema, subject);
    }

    private SchemaReference added(Schema schema, String subject) {
        var all = bySubject.compute(subject, (key, present) -> withOneOf(schema, key, present));
        var ours = all == null ? null : among(all, schema);
        if (ours != null) {
            return ours;
        }
        sayThatThereAreTooMany(subject);
        return new SchemaReference(schema, subject);
    }

    private List<Known> withOneOf(Schema schema, String subject, List<Known> present) {
        if (present != null && among(present, schema) != null || number.get() >= MOST_REFERENCES) {
            return present;
        }
        number.incrementAndGet();
        var all = new ArrayList<>(present == null ? List.of() : present);
        var reference = new SchemaReference(schema, subject);
        all.add(new Known(reference));
        search.seek(reference);
        return List.copyOf(all);
    }

    private static SchemaReference among(List<Known> all, Schema schema) {
        for (var known : all) {
            if (known.newest == schema) {
                return known.reference;
            }
        }
        for (var known : all) {
            if (known.isOf(schema)) {
                known.newest = schema;
                return known.reference;
            }
        }
        return null;
    }

    /** A reference, and the object by which its schema was asked for last: comparing objects is all that a record costs. */
    private static final class Known {
        private final SchemaReference reference;
        private volatile Schema newest;

        Known(SchemaReference reference) {
            this.reference = reference;
            this.newest = reference.schema();
        }

        /** A reload parses a schema anew: it is the same one if its text is. */
        boolean isOf(Schema schema) {
            return reference.schema().equals(schema)
                    && reference.schema().toString().equals(schema.toString());
        }
    }

    private void sayThatThereAreTooMany(String subject) {
        if (full.compareAndSet(false, true)) {
            var sentence =
                    MOST_REFERENCES + " schema ids have been asked for, and no more are. Messages of subject " + subject
                            + ", and of any other new one, are held, not lost. A rule makes too many Kafka topics: narrow its to.topic,"
                            + " or set schemas.registry.subject: record, and start again.";
            LOG.warn("{}", sentence);
            health.component(COMPONENT).down(sentence);
        }
    }

    /** Schemas whose id is sought. */
    public int awaited() {
        return search.unknown();
    }

    /** Runs {@code action}, on the searching thread, whenever an id has become known. */
    public void onNews(Runnable action) {
        search.onNews(action);
    }

    /**
     * Waits for these ids, for at most {@code limit}.
     *
     * @return the subjects of those that are still not known
     */
    public Collection<String> warmUp(Collection<SchemaReference> references, Duration limit)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        List<SchemaReference> unknown = new ArrayList<>(references);
        while (true) {
            unknown.removeIf(SchemaReference::isKnown);
            if (unknown.isEmpty() || System.nanoTime() >= end) {
                return unknown.stream().map(SchemaReference::subject).toList();
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** Seeks no more; what is not known stays so. */
    public void stop() {
        search.stop();
    }
}
