package dev.sluice.bridge.infer;

import java.util.Map;

/**
 * A configuration to begin with.
 *
 * @param yaml the text of {@code sluice.yaml}
 * @param schemas texts of schemas, by the names of their files in the folder {@code schemas}
 * @param messages how many it was made from; it rejects none of them
 */
public record Proposal(String yaml, Map<String, String> schemas, long messages, int rules) {

    public static final String SCHEMAS_FOLDER = "schemas";
}
