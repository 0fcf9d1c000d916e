package dev.sluice.bridge.shadow;

import dev.sluice.mapping.engine.MappingEngine;
import dev.sluice.mapping.rule.MappingRules;

/**
 * Rules that are tried.
 *
 * @param name of the file, as it was named; {@code candidate} for rules that came as text
 */
public record Candidate(String name, MappingRules rules, MappingEngine engine) {}
