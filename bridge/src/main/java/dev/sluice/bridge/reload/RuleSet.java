package dev.sluice.bridge.reload;

import dev.sluice.bridge.settings.SchemaSettings;
import dev.sluice.mapping.engine.MappingEngine;
import dev.sluice.mapping.rule.MappingRules;
import java.time.Instant;

/**
 * The rules of one moment and the engine that maps by them.
 *
 * @param version the first digits of a hash over rules and schemas: equal rules have equal versions, also on other machines
 * @param schemas where their schemas come from
 * @param since when they came into force
 */
public record RuleSet(
        MappingRules rules, MappingEngine engine, String version, SchemaSettings schemas, Instant since) {}
