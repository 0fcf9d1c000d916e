package dev.sluice.mapping.rule;

import dev.sluice.mapping.transcode.ArrayElements;
import dev.sluice.mapping.transcode.JsonToAvro;

/**
 * A rule that makes one record of each element of a list in the payload.
 *
 * @param elements finds them
 * @param payload finds what the rule wants from the payload beside the element; writes a record without fields
 */
public record EachForm(ArrayElements elements, JsonToAvro payload) {

    /** Records that one message may become. */
    static final int MOST = 10_000;
}
