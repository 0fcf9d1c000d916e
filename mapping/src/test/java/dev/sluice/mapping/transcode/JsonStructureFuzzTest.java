package dev.sluice.mapping.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/** What the cursor steps over is JSON to Jackson too, and the elements of an array are values from end to end. */
class JsonStructureFuzzTest {

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private static final ArrayElements WHOLE = new ArrayElements(PayloadPath.root(), 1000);
    private static final ArrayElements INSIDE = new ArrayElements(PayloadPath.of("a['b/c']"), 10);

    @FuzzTest(maxDuration = "10s")
    void elementsAreValuesAndJacksonAgrees(@NotNull byte[] json) throws IOException {
        boolean wellFormed = isOneValue(json, 0, json.length);

        if (wellFormed) {
            try (JsonParser parser = JACKSON.createParser(json)) {
                while (parser.nextToken() != null) {
                    parser.getText();
                }
            }
        }
        check(WHOLE.find(json, 0, json.length), json, wellFormed);
        check(INSIDE.find(json, 0, json.length), json, wellFormed);
    }

    private static void check(ArrayElements.Outcome outcome, byte[] json, boolean wellFormed) {
        if (outcome instanceof ArrayElements.Found found) {
            assertThat(wellFormed).isTrue();
            for (int i = 0; i < found.count(); i++) {
                assertThat(isOneValue(json, found.from(i), found.length(i))).isTrue();
            }
        } else {
            assertThat(((ArrayElements.Unfit) outcome).detail()).isNotBlank();
        }
    }

    private static boolean isOneValue(byte[] json, int offset, int length) {
        JsonCursor in = new JsonCursor();
        in.begin(json, offset, length);
        return in.skip() && in.atEnd();
    }
}
