package dev.sluice.mapping.payload;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;

/** Any bytes at all become JSON that Jackson reads, or a fault. With {@code mvn verify -Pfuzz} the bytes are guided by coverage. */
class CborFuzzTest {

    private static final Decoding CBOR = new Decoding(PayloadDecoders.cbor());

    @FuzzTest(maxDuration = "10s")
    void anyBytesBecomeJsonOrAFault(@NotNull byte[] payload) {
        CBOR.survives(payload);
    }
}
