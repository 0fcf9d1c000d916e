package dev.sluice.mapping.payload;

import static dev.sluice.mapping.message.RejectReason.NESTING_TOO_DEEP;
import static dev.sluice.mapping.message.RejectReason.PAYLOAD_NOT_DECODABLE;
import static dev.sluice.mapping.message.RejectReason.PAYLOAD_TOO_LARGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.json.JsonBuffer;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtobufTest {

    private static final String READING = "acme.plant.Reading";
    private static final String KNOWN = "acme.plant.Known";
    private static final String OLD = "acme.old.Old";

    private static final String FULL = """
            device_id: "é1" big: -9007199254740993 huge: 18446744073709551615 wide: 4294967295 celsius: -inf humidity: 0.1
            state: ON raw: "\\001\\002\\003" samples: 1 samples: -2 by_name { key: 4294967295 value: "x" }
            text: "t" inner { device_id: "in" }
            """;

    private static String json(String message, String text) {
        return new Decoding(PlantProto.decoder(message)).json(PlantProto.payload(message, text));
    }

    private static Decoding reading() {
        return new Decoding(PlantProto.decoder(READING));
    }

    @Test
    void everyTypeIsWrittenByTheNameOfTheProtoFile() {
        assertThat(json(READING, FULL)).isEqualTo("""
                {"device_id":"é1","big":-9007199254740993,"huge":18446744073709551615,"wide":4294967295,"celsius":"-Infinity",\
                "humidity":0.1,"state":"ON","raw":"AQID","samples":[1,-2],"by_name":{"4294967295":"x"},"text":"t",\
                "inner":{"device_id":"in","big":0,"huge":0,"wide":0,"celsius":0.0,"state":"OFF","raw":"","samples":[],"by_name":{}}}""");
    }

    @Test
    void whatHasNoPresenceIsAlwaysThereAndWhatHasItOnlyWhenItWasSet() {
        assertThat(reading().json(new byte[0])).isEqualTo("""
                {"device_id":"","big":0,"huge":0,"wide":0,"celsius":0.0,"state":"OFF","raw":"","samples":[],"by_name":{}}""");
        assertThat(json(READING, "humidity: 0 flag: false"))
                .contains("\"humidity\":0.0")
                .contains("\"flag\":false");
        assertThat(json(OLD, "id: 'a'")).isEqualTo("{\"id\":\"a\"}");
        assertThat(json(OLD, "id: 'a' mode: 7 Part { n: 0 }"))
                .isEqualTo("{\"id\":\"a\",\"mode\":7,\"part\":{\"n\":0}}");
    }

    @Test
    void laterFieldsWinAndUnknownOnesAreSkipped() {
        var tree = reading().tree(Decoding.hex("0a0161 0a0162 5a0174 6001 f80f01 3863"));
        assertThat(tree.get("device_id").textValue()).isEqualTo("b");
        assertThat(tree.has("text")).as("one of text and flag").isFalse();
        assertThat(tree.get("flag").booleanValue()).isTrue();
        assertThat(tree.get("state").intValue())
                .as("a symbol that is not known")
                .isEqualTo(99);
        assertThat(reading()
                        .tree(Decoding.hex("5205 0801 1201 61" + "5205 0801 1201 62"))
                        .get("by_name")
                        .toString())
                .isEqualTo("{\"1\":\"b\"}");
        assertThat(reading()
                        .tree(Decoding.hex("4a0202 04" + "4806"))
                        .get("samples")
                        .toString())
                .as("packed and one by one")
                .isEqualTo("[1,2,3]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at { seconds: 1700000000 }|{\"at\":\"2023-11-14T22:13:20Z\"}",
                "at { seconds: -1 nanos: 500000000 }|{\"at\":\"1969-12-31T23:59:59.500Z\"}",
                "for { seconds: 3 }|{\"for\":\"3s\"}",
                "for { seconds: -3 nanos: -1000000 }|{\"for\":\"-3.001s\"}",
                "for { nanos: -1 }|{\"for\":\"-0.000000001s\"}",
                "maybe { value: 0 }|{\"maybe\":0}",
                "any { fields { key: 'a' value { list_value { values { number_value: 1.5 } values { null_value: NULL_VALUE } } } } }"
                        + "|{\"any\":{\"a\":[1.5,null]}}",
                "any { fields { key: 'a' value { struct_value { } } } fields { key: 'b' value { } } }|{\"any\":{\"a\":{},\"b\":null}}",
            })
    void wellKnownTypesHaveTheirOwnForms(String text, String json) {
        assertThat(json(KNOWN, text)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at { seconds: 253402300800 }",
                "at { nanos: 1000000000 }",
                "at { nanos: -1 }",
                "for { seconds: 1 nanos: -1 }",
                "for { seconds: 315576000001 }"
            })
    void timesThatNobodyCanMeanAreRefused(String text) {
        assertThat(new Decoding(PlantProto.decoder(KNOWN)).refusal(PlantProto.payload(KNOWN, text)))
                .isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0a", // cut off
                "0a0561", // a length beyond the end
                "0affffffff07", // a length of 2 GB
                "0affffffffffffffffff01", // a length of -1
                "4affffffff0702", // packed, of 2 GB
                "0a01ff", // not UTF-8
                "00", // field 0
                "0c", // the end of a group that did not begin
                "0b", // a group that does not end
                "0f", // no wire type
                "10ffffffffffffffffffff01", // a number that does not end
            })
    void whatIsNoMessageIsRefused(String hex) {
        assertThat(reading().refusal(Decoding.hex(hex))).isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @Test
    void messageWithoutItsRequiredFieldsIsRefused() {
        var old = new Decoding(PlantProto.decoder(OLD));
        assertThat(old.fault(Decoding.hex("1001")).detail()).contains("id");
    }

    @Test
    void nestingIsBounded() {
        assertThat(reading().json(nested(63))).contains("inner");
        assertThat(reading().refusal(nested(65))).isEqualTo(NESTING_TOO_DEEP);
        assertThat(reading().refusal(nested(5000))).isEqualTo(NESTING_TOO_DEEP);
        assertThat(reading().refusal(Decoding.hex("fb0f".repeat(10_000))))
                .as("unknown groups")
                .isEqualTo(NESTING_TOO_DEEP);
    }

    /** So many messages within the outermost; the innermost has an empty array and an empty map. */
    private static byte[] nested(int levels) {
        byte[] message = {};
        for (int i = 1; i < levels; i++) {
            var around = new ByteArrayOutputStream();
            around.write(0x6a);
            for (int rest = message.length; ; rest >>>= 7) {
                around.write(rest < 0x80 ? rest : rest & 0x7F | 0x80);
                if (rest < 0x80) {
                    break;
                }
            }
            around.writeBytes(message);
            message = around.toByteArray();
        }
        return message;
    }

    @Test
    void messagesThatAreLongAsJsonAreRefused() {
        byte[] many = Decoding.hex("0a00".repeat(100_000));

        assertThat(new Decoding(PlantProto.decoder("acme.plant.Many")).refusal(many))
                .isEqualTo(PAYLOAD_TOO_LARGE);
        assertThat(PlantProto.decoder(READING)
                        .decode(new byte[0], 0, 0, new JsonBuffer(10))
                        .reason())
                .isEqualTo(PAYLOAD_TOO_LARGE);
    }

    @Property(tries = 5000)
    void damagedMessagesBecomeJsonOrAFault(@ForAll long seed) {
        var random = new Random(seed);
        byte[] payload = PlantProto.payload(READING, FULL);
        for (int i = random.nextInt(4); i >= 0; i--) {
            payload[random.nextInt(payload.length)] = (byte) random.nextInt();
        }
        reading().survives(payload);
    }
}
