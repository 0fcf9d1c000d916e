package dev.sluice.mapping.schema;

import java.util.Optional;
import org.apache.avro.Schema;

/** Where schemas come from. */
public interface SchemaSource {

    /**
     * The schema of that name, resolved and complete; empty where there is none.
     *
     * @throws SchemaAmbiguous when the name means more than one schema
     */
    Optional<Schema> find(String name) throws SchemaAmbiguous;

    /** Whether a registry gives schemas their ids. */
    default boolean hasRegistry() {
        return false;
    }

    /**
     * The schema that a registry keeps under a subject. May block for some seconds.
     *
     * @param version a number from 1, or {@code latest}
     * @throws SubjectUnusable when there is none, or nobody to ask
     */
    default Schema ofSubject(String subject, String version) throws SubjectUnusable {
        throw SubjectUnusable.noRegistry();
    }
}
