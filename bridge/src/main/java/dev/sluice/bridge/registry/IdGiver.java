package dev.sluice.bridge.registry;

import org.apache.avro.Schema;

/** Who can be asked for the id of a schema, and may take its time. */
@FunctionalInterface
interface IdGiver {

    int idOf(String subject, Schema schema) throws RegistryFailure, InterruptedException;
}
