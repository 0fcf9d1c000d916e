package dev.sluice.mapping.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;

/** Any bytes at all are decompressed to a limit, or a fault; the first chooses how. With {@code mvn verify -Pfuzz} guided by coverage. */
class DecompressionFuzzTest {

    private static final int LIMIT = 100_000;

    private final Decompressor decompressor = new Decompressor(LIMIT);

    @FuzzTest(maxDuration = "10s")
    void anyBytesAreDecompressedToALimitOrAFault(@NotNull byte[] input) {
        if (input.length == 0) {
            return;
        }
        var compression = Compression.values()[(input[0] & 0xFF) % Compression.values().length];

        var fault = decompressor.decompress(compression, input, 1, input.length - 1);

        assertThat(decompressor.array()).hasSizeLessThanOrEqualTo(LIMIT + 1);
        if (fault == null) {
            assertThat(decompressor.size()).isLessThanOrEqualTo(LIMIT);
        }
    }
}
