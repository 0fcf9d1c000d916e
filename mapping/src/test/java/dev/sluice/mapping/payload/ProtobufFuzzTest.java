package dev.sluice.mapping.payload;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.util.Arrays;
import java.util.List;

/** Any bytes at all become JSON that Jackson reads, or a fault; the first chooses the message. With {@code mvn verify -Pfuzz} guided by coverage. */
class ProtobufFuzzTest {

    private static final List<Decoding> MESSAGES = List.of(
            new Decoding(PlantProto.decoder("acme.plant.Reading")),
            new Decoding(PlantProto.decoder("acme.plant.Known")),
            new Decoding(PlantProto.decoder("acme.old.Old")));

    @FuzzTest(maxDuration = "10s")
    void anyBytesBecomeJsonOrAFault(@NotNull byte[] input) {
        if (input.length > 0) {
            MESSAGES.get((input[0] & 0xFF) % MESSAGES.size()).survives(Arrays.copyOfRange(input, 1, input.length));
        }
    }
}
