package dev.sluice.mapping.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What the reader makes of a document is what Jackson's tree says of the same bytes. */
class CborEqualToTreeTest {

    /** Its negative bignums are one off unless told otherwise. */
    private static final CBORMapper CBOR = CBORMapper.builder(CBORFactory.builder()
                    .enable(CBORParser.Feature.DECODE_USING_STANDARD_NEGATIVE_BIGINT_ENCODING)
                    .enable(CBORGenerator.Feature.ENCODE_USING_STANDARD_NEGATIVE_BIGINT_ENCODING)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
    private static final Decoding DECODING = new Decoding(PayloadDecoders.cbor());

    @Property(tries = 3000)
    void anyDocumentIsTheSameTree(@ForAll long seed) throws IOException {
        byte[] cbor = CBOR.writeValueAsBytes(value(new Random(seed), 0));
        // through text, where bytes are base64 and every number is digits
        JsonNode expected = Decoding.parsed(CBOR.readTree(cbor).toString());

        assertThat(DECODING.tree(cbor).toString()).isEqualTo(expected.toString());
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 8 : 11)) {
            case 0 -> NODES.numberNode(random.nextInt() >> random.nextInt(32));
            case 1 -> NODES.numberNode(random.nextLong() >> random.nextInt(64));
            case 2 -> NODES.numberNode(new BigInteger(random.nextInt(200), random).negate());
            case 3 -> NODES.numberNode((double) (random.nextInt(2_000_000) - 1_000_000) / 128);
            case 4 -> NODES.textNode(text(random));
            case 5 -> NODES.binaryNode(text(random).getBytes());
            case 6 -> NODES.booleanNode(random.nextBoolean());
            case 7 -> NODES.nullNode();
            case 8 -> {
                var array = NODES.arrayNode();
                for (int i = random.nextInt(30); i > 0; i--) {
                    array.add(value(random, depth + 2));
                }
                yield array;
            }
            default -> {
                var object = NODES.objectNode();
                for (int i = random.nextInt(8); i > 0; i--) {
                    object.set(text(random), value(random, depth + 1));
                }
                yield object;
            }
        };
    }

    private static String text(Random random) {
        int[] points = random.ints(random.nextInt(40), 0, 34)
                .map(i -> i < 26 ? 'a' + i : i == 26 ? '\n' : i == 27 ? 'é' : i == 28 ? 0x1F600 : i)
                .toArray();
        return new String(points, 0, points.length);
    }
}
