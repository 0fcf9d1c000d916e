package dev.sluice.mapping.sparkplug;

import static dev.sluice.mapping.message.RejectReason.PAYLOAD_NOT_DECODABLE;
import static dev.sluice.mapping.sparkplug.Plant.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.tahu.message.model.File;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of every datatype, as Tahu and others write them. */
class SparkplugValuesTest {

    private final Plant plant = new Plant();

    static Stream<Arguments> valuesOfTahu() {
        return Stream.of(
                Arguments.of(MetricDataType.Int8, (byte) -128, "-128"),
                Arguments.of(MetricDataType.Int8, (byte) 127, "127"),
                Arguments.of(MetricDataType.Int16, (short) -30000, "-30000"),
                Arguments.of(MetricDataType.Int32, Integer.MIN_VALUE, "-2147483648"),
                Arguments.of(MetricDataType.Int32, Integer.MAX_VALUE, "2147483647"),
                Arguments.of(MetricDataType.Int64, Long.MIN_VALUE, "-9223372036854775808"),
                Arguments.of(MetricDataType.Int64, -1L, "-1"),
                Arguments.of(MetricDataType.UInt8, (short) 255, "255"),
                Arguments.of(MetricDataType.UInt16, 65535, "65535"),
                Arguments.of(MetricDataType.UInt32, 4294967295L, "4294967295"),
                Arguments.of(MetricDataType.UInt64, new BigInteger("18446744073709551615"), "18446744073709551615"),
                Arguments.of(MetricDataType.Float, 12.5f, "12.5"),
                Arguments.of(MetricDataType.Float, Float.NaN, "'NaN'"),
                Arguments.of(MetricDataType.Double, 1e300, "1.0E300"),
                Arguments.of(MetricDataType.Double, Double.NEGATIVE_INFINITY, "'-Infinity'"),
                Arguments.of(MetricDataType.Boolean, true, "true"),
                Arguments.of(MetricDataType.Boolean, false, "false"),
                Arguments.of(MetricDataType.String, "gr\u00fcn \ud83d\ude00", "'gr\u00fcn \ud83d\ude00'"),
                Arguments.of(MetricDataType.DateTime, new Date(1256102875335L), "1256102875335"),
                Arguments.of(MetricDataType.DateTime, new Date(-1), "-1"),
                Arguments.of(MetricDataType.Text, "line", "'line'"),
                Arguments.of(MetricDataType.UUID, new UUID(1, 2).toString(), "'00000000-0000-0001-0000-000000000002'"),
                Arguments.of(MetricDataType.Bytes, new byte[] {1, 2, (byte) 0xff}, "'AQL/'"),
                Arguments.of(MetricDataType.Int8Array, new Byte[] {-23, 123}, "[-23,123]"),
                Arguments.of(MetricDataType.Int16Array, new Short[] {-30000, 30000}, "[-30000,30000]"),
                Arguments.of(MetricDataType.Int32Array, new Integer[] {-1, 315338746}, "[-1,315338746]"),
                Arguments.of(
                        MetricDataType.Int64Array,
                        new Long[] {-4270929666821191986L, -3601064768563266876L},
                        "[-4270929666821191986,-3601064768563266876]"),
                Arguments.of(MetricDataType.UInt8Array, new Short[] {23, 250}, "[23,250]"),
                Arguments.of(MetricDataType.UInt16Array, new Integer[] {30, 52360}, "[30,52360]"),
                Arguments.of(MetricDataType.UInt32Array, new Long[] {52L, 3293969225L}, "[52,3293969225]"),
                Arguments.of(
                        MetricDataType.UInt64Array,
                        new BigInteger[] {BigInteger.valueOf(52), new BigInteger("16444743074749521625")},
                        "[52,16444743074749521625]"),
                Arguments.of(MetricDataType.FloatArray, new Float[] {1.23f, 89.341f}, "[1.23,89.341]"),
                Arguments.of(MetricDataType.DoubleArray, new Double[] {12.354213, Double.NaN}, "[12.354213,'NaN']"),
                Arguments.of(
                        MetricDataType.BooleanArray,
                        new Boolean[] {false, false, true, true, false, true, false, false, true, true, false, true},
                        "[false,false,true,true,false,true,false,false,true,true,false,true]"),
                Arguments.of(MetricDataType.StringArray, new String[] {"ABC", "", "hello"}, "['ABC','','hello']"),
                Arguments.of(
                        MetricDataType.DateTimeArray,
                        new Date[] {new Date(1256102875335L), new Date(1656107875000L)},
                        "[1256102875335,1656107875000]"));
    }

    @ParameterizedTest
    @MethodSource("valuesOfTahu")
    void whatTahuWritesIsReadAsWhatItWas(MetricDataType type, Object value, String expected) {
        var document = plant.reads("spBv1.0/g/NBIRTH/e", Tahu.encoded(type, value));

        var metric = document.at("/metrics/0");
        assertThat(metric.at("/datatype").textValue()).isEqualTo(type.toString());
        assertThat(metric.at("/value")).isEqualTo(json(expected));
        assertThat(document.at("/values/m")).isEqualTo(json(expected));
    }

    /** The specification's own examples of packed arrays, byte by byte; but its Int8 is misprinted, and its floats are big endian. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INT8_ARRAY    | e97b | [-23,123]",
                "INT16_ARRAY   | d08a3075 | [-30000,30000]",
                "INT32_ARRAY   | fffffffffaafcb12 | [-1,315338746]",
                "UINT16_ARRAY  | 1e0088cc | [30,52360]",
                "UINT64_ARRAY  | 3400000000000000d99e02d1b27637e4 | [52,16444743074749521625]",
                "BOOLEAN_ARRAY | 0c00000034df | [false,false,true,true,false,true,false,false,true,true,false,true]",
                "STRING_ARRAY  | 4142430068656c6c6f00 | ['ABC','hello']",
                "STRING_ARRAY  | '' | []",
                "BOOLEAN_ARRAY | 00000000 | []",
                "DOUBLE_ARRAY  | '' | []"
            })
    void packedArraysAreThoseOfTheSpecification(Datatype type, String hex, String expected) {
        assertThat(read(type, m -> m.setBytesValue(bytes(hex)))).isEqualTo(json(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "INT16_ARRAY, d08a30",
        "DOUBLE_ARRAY, 00000000000000",
        "BOOLEAN_ARRAY, 0c0000",
        "BOOLEAN_ARRAY, 0c00000034",
        "BOOLEAN_ARRAY, 0c00000034df00",
        "BOOLEAN_ARRAY, ffffffff34df00",
        "STRING_ARRAY, 414243",
        "STRING_ARRAY, ff00"
    })
    void packedArraysThatDoNotAddUpAreRefused(Datatype type, String hex) {
        assertRefused(type, m -> m.setBytesValue(bytes(hex)));
    }

    @Test
    void negativeNumbersMayFillEightBitsOrThirtyTwo() {
        assertThat(read(Datatype.INT8, m -> m.setIntValue(0xFF))).isEqualTo(json("-1"));
        assertThat(read(Datatype.INT8, m -> m.setIntValue(-1))).isEqualTo(json("-1"));
        assertThat(read(Datatype.INT16, m -> m.setIntValue(0xFFFF))).isEqualTo(json("-1"));
        assertThat(read(Datatype.INT32, m -> m.setIntValue(-1))).isEqualTo(json("-1"));
        assertThat(read(Datatype.INT32, m -> m.setLongValue(-1))).isEqualTo(json("-1"));
        assertThat(read(Datatype.INT32, m -> m.setLongValue(0xFFFF_FFFFL))).isEqualTo(json("-1"));
        assertThat(read(Datatype.UINT32, m -> m.setIntValue(-1))).isEqualTo(json("4294967295"));
        assertThat(read(Datatype.UINT32, m -> m.setLongValue(4294967295L))).isEqualTo(json("4294967295"));
        assertThat(read(Datatype.INT64, m -> m.setIntValue(7))).isEqualTo(json("7"));
    }

    @Test
    void whatIsNotOfItsDatatypeIsRefused() {
        assertRefused(Datatype.INT8, m -> m.setIntValue(256));
        assertRefused(Datatype.UINT8, m -> m.setIntValue(-1));
        assertRefused(Datatype.UINT16, m -> m.setLongValue(65536));
        assertRefused(Datatype.INT32, m -> m.setLongValue(1L << 32));
        assertRefused(Datatype.INT64, m -> m.setIntValue(-1));
        assertRefused(Datatype.FLOAT, m -> m.setIntValue(1));
        assertRefused(Datatype.STRING, m -> m.setIntValue(1));
        assertRefused(Datatype.BOOLEAN, m -> m.setIntValue(1));
        assertRefused(Datatype.DATA_SET, m -> m.setStringValue(""));
        assertRefused(Datatype.TEMPLATE, m -> m.setStringValue(""));
        assertRefused(Datatype.INT8_ARRAY, m -> m.setStringValue(""));
        assertRefused(Datatype.PROPERTY_SET, m -> m.setStringValue(""));
    }

    @Test
    void aFileIsItsBytesWithItsNameInTheMetadata() {
        var payload = Tahu.encoded(MetricDataType.File, new File("a.txt", "hi".getBytes(StandardCharsets.US_ASCII)));

        var metric = plant.reads("spBv1.0/g/NBIRTH/e", payload).at("/metrics/0");

        assertThat(metric.at("/value").textValue()).isEqualTo("aGk=");
        assertThat(metric.at("/metadata/fileName").textValue()).isEqualTo("a.txt");
    }

    @Test
    void nothingIsNull() {
        var document = plant.reads(
                "spBv1.0/g/NBIRTH/e",
                Tahu.payload(
                        0,
                        m -> m.setName("said").setDatatype(1).setIsNull(true).setIntValue(5),
                        m -> m.setName("not there").setDatatype(1)));

        assertThat(document.at("/values")).isEqualTo(json("{'said':null,'not there':null}"));
    }

    @Test
    void aDatatypeThatNobodyKnowsIsRefused() {
        var payload = Tahu.payload(0, m -> m.setName("m").setDatatype(35).setIntValue(1));

        assertThat(plant.faultOf("spBv1.0/g/NBIRTH/e", payload).detail())
                .isEqualTo("metrics[0]: datatype 35 is none of Sparkplug 3.0");
    }

    private JsonNode read(Datatype type, Consumer<Payload.Metric.Builder> value) {
        return plant.reads("spBv1.0/g/NBIRTH/e", payload(type, value)).at("/metrics/0/value");
    }

    private void assertRefused(Datatype type, Consumer<Payload.Metric.Builder> value) {
        var fault = plant.faultOf("spBv1.0/g/NBIRTH/e", payload(type, value));
        assertThat(fault).as(type.written()).isNotNull();
        assertThat(fault.reason()).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(fault.detail()).startsWith("metrics[0]: ");
    }

    private static byte[] payload(Datatype type, Consumer<Payload.Metric.Builder> value) {
        return Tahu.payload(0, m -> value.accept(m.setName("m").setDatatype(type.number())));
    }

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }
}
