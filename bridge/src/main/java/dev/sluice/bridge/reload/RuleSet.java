package dev.sluice.bridge.reload;

import dev.sluice.mapping.engine.MappingEngine;
import dev.sluice.mapping.rule.MappingRules;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The rules of one moment and the engine that maps by them.
 *
 * @param version the first digits of a hash over rules and schemas: equal rules have equal versions, also on other machines
 * @param schemas the folder of their schemas
 * @param since when they came into force
 */
public record RuleSet(
        MappingRules rules, MappingEngine engine, String version, Optional<Path> schemas, Instant since) {}
