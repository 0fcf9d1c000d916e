package dev.sluice.mapping.engine;

import dev.sluice.mapping.rule.MappingRule;

/** What an engine tells of messages that it maps all the same. Called on event loops: never blocks, never throws. */
public interface EngineEvents {

    /** For whoever does not want to know. */
    EngineEvents NONE = rule -> {};

    /** A message of this rule claimed a time that cannot be true; the record has the time of arrival. */
    void clockDisbelieved(MappingRule rule);
}
