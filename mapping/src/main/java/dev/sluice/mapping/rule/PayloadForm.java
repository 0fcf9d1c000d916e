package dev.sluice.mapping.rule;

import dev.sluice.mapping.payload.PayloadDecoder;
import java.util.Optional;

/**
 * How a rule reads payloads.
 *
 * @param decoder empty where nothing is to be decoded (JSON, bytes), and for Sparkplug, whose decoder knows what came before
 */
public record PayloadForm(PayloadFormat format, Packing packing, Optional<PayloadDecoder> decoder) {

    /** Of a rule that says nothing of its payloads. */
    static final PayloadForm JSON = new PayloadForm(PayloadFormat.JSON, Packing.AS_DECLARED, Optional.empty());

    /** The same payloads, unpacked and left as they are. */
    PayloadForm undecoded() {
        return new PayloadForm(format, packing, Optional.empty());
    }
}
