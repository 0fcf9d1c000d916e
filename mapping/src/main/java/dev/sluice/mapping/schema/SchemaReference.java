package dev.sluice.mapping.schema;

import java.util.Objects;
import org.apache.avro.Schema;

/**
 * A schema as the readers of one Kafka topic will find it: by the id that a registry has given it, once the registry has said so.
 *
 * <p>Shared by all threads. An id never changes once it is known.
 */
public final class SchemaReference {

    /** Registries count from 1. */
    private static final int UNKNOWN = 0;

    private final Schema schema;
    private final String subject;
    private volatile int id;

    /** @param subject under which the registry keeps it; empty where the id was written in the rule */
    public SchemaReference(Schema schema, String subject) {
        this.schema = Objects.requireNonNull(schema, "schema");
        this.subject = Objects.requireNonNull(subject, "subject");
    }

    /** One whose id needs no registry. */
    public static SchemaReference known(Schema schema, int id) {
        var reference = new SchemaReference(schema, "");
        reference.learned(id);
        return reference;
    }

    public Schema schema() {
        return schema;
    }

    public String subject() {
        return subject;
    }

    public boolean isKnown() {
        return id != UNKNOWN;
    }

    /** 0 while it is not known. */
    public int id() {
        return id;
    }

    /** @throws IllegalStateException for another id than the one that is known */
    public synchronized void learned(int id) {
        if (id <= UNKNOWN) {
            throw new IllegalArgumentException("not a schema id: " + id);
        }
        if (isKnown() && this.id != id) {
            throw new IllegalStateException(subject + " has id " + this.id + ", and now it should have " + id);
        }
        this.id = id;
    }
}
