package dev.sluice.broker.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final byte[] PAYLOAD = {1, 2, 3};

    @Test
    void topicPayloadAndRetainFlagEachCount() {
        var all = new HashSet<Fingerprint>();
        all.add(Fingerprint.of("a", PAYLOAD, false));
        all.add(Fingerprint.of("b", PAYLOAD, false));
        all.add(Fingerprint.of("a", PAYLOAD, true));
        all.add(Fingerprint.of("a", new byte[] {1, 2, 4}, false));
        all.add(Fingerprint.of("a", new byte[] {1, 2, 3, 0}, false));
        all.add(Fingerprint.of("a", new byte[] {}, false));
        all.add(Fingerprint.of("a\u0001", new byte[] {2, 3}, false));

        assertThat(all).hasSize(7);
    }

    @Property
    void equalContentLooksEqual(@ForAll byte[] payload, @ForAll boolean retained) {
        assertThat(Fingerprint.of("a", payload.clone(), retained)).isEqualTo(Fingerprint.of("a", payload, retained));
    }

    @Property
    void anyChangeOfEightBytesInARowShows(
            @ForAll @Size(min = 8, max = 600) byte[] payload,
            @ForAll @Size(8) byte[] change,
            @ForAll @IntRange(max = 599) int somewhere) {
        var changed = payload.clone();
        int at = somewhere % (payload.length - 7);
        for (int i = 0; i < 8; i++) {
            changed[at + i] ^= change[i];
        }

        assertThat(Fingerprint.of("a", changed, false).equals(Fingerprint.of("a", payload, false)))
                .isEqualTo(Arrays.equals(changed, payload));
    }
}
