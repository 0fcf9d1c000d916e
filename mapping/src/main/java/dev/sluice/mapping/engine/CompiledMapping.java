package dev.sluice.mapping.engine;

import dev.sluice.mapping.rule.MappingDefinition;

/** A rule and its writer. */
record CompiledMapping(MappingDefinition definition, ValueWriter writer) {

    static CompiledMapping of(MappingDefinition definition) {
        return new CompiledMapping(definition, ValueWriter.of(definition.value()));
    }
}
