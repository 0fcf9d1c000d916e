package dev.sluice.mapping.payload;

import static dev.sluice.mapping.message.RejectReason.NESTING_TOO_DEEP;
import static dev.sluice.mapping.message.RejectReason.NUMBER_OUT_OF_RANGE;
import static dev.sluice.mapping.message.RejectReason.PAYLOAD_NOT_DECODABLE;
import static dev.sluice.mapping.message.RejectReason.PAYLOAD_TOO_LARGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.json.JsonBuffer;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CborTest {

    private static final Decoding CBOR = new Decoding(PayloadDecoders.cbor());

    private static byte[] hex(String hex) {
        return Decoding.hex(hex);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "00|0",
                "17|23",
                "1818|24",
                "1903e8|1000",
                "1a000f4240|1000000",
                "1b000000e8d4a51000|1000000000000",
                "1bffffffffffffffff|18446744073709551615",
                "c249010000000000000000|18446744073709551616",
                "3bffffffffffffffff|-18446744073709551616",
                "3b7fffffffffffffff|-9223372036854775808",
                "c349010000000000000000|-18446744073709551617",
                "20|-1",
                "3903e7|-1000",
                "f90000|0.0",
                "f98000|-0.0",
                "f93c00|1.0",
                "fb3ff199999999999a|1.1",
                "f97bff|65504.0",
                "fa47c35000|100000.0",
                "fa3dcccccd|0.1",
                "fb7e37e43c8800759c|1.0E300",
                "f90001|5.9604645E-8",
                "f90400|6.1035156E-5",
                "f9c400|-4.0",
                "f97c00|\"Infinity\"",
                "f97e00|\"NaN\"",
                "f9fc00|\"-Infinity\"",
                "fb7ff8000000000000|\"NaN\"",
                "f4|false",
                "f5|true",
                "f6|null",
                "f7|null",
                "c074323031332d30332d32315432303a30343a30305a|\"2013-03-21T20:04:00Z\"",
                "c11a514b67b0|\"2013-03-21T20:04:00Z\"",
                "c1fb41d452d9ec200000|\"2013-03-21T20:04:00.500Z\"",
                "c120|\"1969-12-31T23:59:59Z\"",
                "c1f9b800|\"1969-12-31T23:59:59.500Z\"",
                "d74401020304|\"AQIDBA==\"",
                "d818456449455446|\"ZElFVEY=\"",
                "d9d9f7c11a514b67b0|\"2013-03-21T20:04:00Z\"",
                "40|\"\"",
                "4401020304|\"AQIDBA==\"",
                "60|\"\"",
                "62225c|\"\\\"\\\\\"",
                "62c3bc|\"ü\"",
                "64f0908591|\"\uD800\uDD51\"",
                "80|[]",
                "8301820203820405|[1,[2,3],[4,5]]",
                "a0|{}",
                "a201020304|{\"1\":2,\"3\":4}",
                "a120f5|{\"-1\":true}",
                "a11bffffffffffffffff00|{\"18446744073709551615\":0}",
                "a26161016162820203|{\"a\":1,\"b\":[2,3]}",
                "5f42010243030405ff|\"AQIDBAU=\"",
                "7f657374726561646d696e67ff|\"streaming\"",
                "9fff|[]",
                "9f018202039f0405ffff|[1,[2,3],[4,5]]",
                "bf61610161629f0203ffff|{\"a\":1,\"b\":[2,3]}",
                "bf7f61616162ff01ff|{\"ab\":1}",
                "c48221196ab3|273.15",
                "c4820a01|1E+10",
                "c482200a|1.0",
                "c48221c249010000000000000000|184467440737095516.16",
                "a2616101616102|{\"a\":1,\"a\":2}",
            })
    void everyItemHasItsJson(String cbor, String json) {
        assertThat(CBOR.json(hex(cbor))).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "0000", // something follows
                "18", // cut off
                "1c", // reserved
                "1f", // an integer of indefinite length
                "ff", // a break
                "81ff",
                "61ff", // not UTF-8
                "62eda0", // half a surrogate
                "63eda080", // a surrogate
                "7f61c361bcff", // a character in two pieces
                "5f6161ff", // text within bytes
                "5f5fffff", // indefinite within indefinite
                "a1f500", // a key that is true
                "a1420000", // a key of bytes
                "a1", // a key is missing
                "a16161", // a value is missing
                "bf6161ff",
                "e0", // a simple value without a meaning
                "f818",
                "fc",
                "c1f5",
                "c1",
                "c26161",
                "c401",
                "c4830101",
                "c48201f5",
                "c5822003",
                "c2",
            })
    void whatIsNoCborOrHasNoJsonIsRefused(String cbor) {
        assertThat(CBOR.refusal(hex(cbor))).isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c11b7fffffffffffffff",
                "c13bffffffffffffffff",
                "c1f97e00",
                "c1fb7e37e43c8800759c",
                "c4821903e901"
            })
    void timesAndDecimalsBeyondReasonAreOutOfRange(String cbor) {
        assertThat(CBOR.refusal(hex(cbor))).isEqualTo(NUMBER_OUT_OF_RANGE);
    }

    @Test
    void bignumHasAsManyDigitsAsTheLargestDoubleAndNoMore() {
        byte[] bignum = new byte[3 + 128];
        Arrays.fill(bignum, (byte) 0xFF);
        System.arraycopy(hex("c25880"), 0, bignum, 0, 3);
        assertThat(CBOR.json(bignum)).hasSize(309);

        byte[] tooLong = new byte[3 + 129];
        Arrays.fill(tooLong, (byte) 0xFF);
        System.arraycopy(hex("c25881"), 0, tooLong, 0, 3);
        assertThat(CBOR.refusal(tooLong)).isEqualTo(NUMBER_OUT_OF_RANGE);
    }

    @Test
    void nestingIsFollowedAsFarAsTheTranscoderFollowsIt() {
        assertThat(CBOR.json(hex("81".repeat(63) + "80"))).hasSize(128);
        assertThat(CBOR.refusal(hex("81".repeat(64) + "80"))).isEqualTo(NESTING_TOO_DEEP);
        assertThat(CBOR.refusal(hex("9f".repeat(1_000_000)))).isEqualTo(NESTING_TOO_DEEP);
        assertThat(CBOR.json(hex("c6".repeat(100_000) + "00"))).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5b", "7b", "9b", "bb", "c25b"})
    void lengthsThatLieAboutGigabytesAllocateNothing(String head) {
        for (String length : new String[] {"000000007fffffff", "7fffffffffffffff", "ffffffffffffffff"}) {
            assertThat(CBOR.refusal(hex(head + length + "00"))).isEqualTo(PAYLOAD_NOT_DECODABLE);
        }
    }

    @Test
    void documentThatWouldBeLongerThanItsBufferIsRefused() {
        byte[] infinities = hex("9b0000000000040000" + "f97c00".repeat(0x40000));

        assertThat(CBOR.refusal(infinities)).isEqualTo(PAYLOAD_TOO_LARGE);
        assertThat(PayloadDecoders.cbor()
                        .decode(hex("6161"), 0, 2, new JsonBuffer(2))
                        .reason())
                .isEqualTo(PAYLOAD_TOO_LARGE);
    }

    @Property(tries = 20_000)
    void anyBytesBecomeJsonOrAFault(@ForAll long seed) {
        var random = new Random(seed);
        byte[] payload = new byte[random.nextInt(40)];
        random.nextBytes(payload);
        CBOR.survives(payload);
    }
}
