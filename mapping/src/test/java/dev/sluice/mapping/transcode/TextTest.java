package dev.sluice.mapping.transcode;

import static dev.sluice.mapping.message.RejectReason.FIELD_TYPE;
import static dev.sluice.mapping.message.RejectReason.PAYLOAD_NOT_DECODABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    private final Transcoding text = Transcoding.ofType("'string'");

    @Test
    void everyEscapeIsUndone() {
        assertThat(x("\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0041 \\u00e9 \\u20AC \\uD83D\\uDE00 \\u0000"))
                .isEqualTo("\" \\ / \b \f \n \r \t A é € 😀 \0");
    }

    @Test
    void textOutsideAsciiIsKept() {
        assertThat(x("héllo wörld, 水温 21 °C 😀")).isEqualTo("héllo wörld, 水温 21 °C 😀");
        assertThat(x("水\\n温")).isEqualTo("水\n温");
        assertThat(x("")).isEqualTo("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\uD83D",
                "\\uDE00",
                "\\uD83D\\u0041",
                "\\uD83Dx",
                "\\uD83D\\uD83D",
                "\\uDE00\\uD83D",
                "\\x",
                "\\u12",
                "\\u12G4",
                "\\"
            })
    void loneSurrogatesAndUnknownEscapesAreNotDecodable(String escape) {
        assertThat(refusal(escape)).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(refusal("some text before it " + escape)).isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C080",
                "C1BF",
                "E08080",
                "E09FBF",
                "F0808080",
                "F08FBFBF", // overlong
                "EDA080",
                "EDBFBF",
                "F4908080",
                "F5808080",
                "FF", // surrogates, beyond U+10FFFF, no UTF-8 at all
                "80",
                "C3",
                "E282",
                "F09F98",
                "C3C3A9",
                "E28228" // cut or without a beginning
            })
    void invalidUtf8IsNotDecodableWhereverItStands(String hex) {
        byte[] bad = HexFormat.of().parseHex(hex);
        assertThat(text.unfit(bytes("{\"x\":\"1234567", bad, "890\"}")).reason())
                .isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(text.unfit(bytes("{\"x\":\"\\n", bad, "\"}")).reason()).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(text.unfit(bytes("{\"x\":\"a\",\"skipped\":\"", bad, "\"}")).reason())
                .isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(text.unfit(bytes("{\"key", bad, "\":1,\"x\":\"a\"}")).reason())
                .isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @Test
    void controlCharactersMustBeEscaped() {
        assertThat(refusal("a\nb")).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(refusal("a longer text before a\tb")).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(refusal("\\n and then a\0b")).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(x("\u007f")).isEqualTo("\u007f");
    }

    @Test
    void otherTypesAreNotText() {
        assertThat(text.refusalOfX("5")).isEqualTo(FIELD_TYPE);
        assertThat(text.refusalOfX("true")).isEqualTo(FIELD_TYPE);
        assertThat(text.refusalOfX("null")).isEqualTo(FIELD_TYPE);
        assertThat(text.refusalOfX("{}")).isEqualTo(FIELD_TYPE);
        assertThat(text.refusalOfX("[]")).isEqualTo(FIELD_TYPE);
    }

    @Property
    void anyTextSurvives(@ForAll @StringLength(max = 40) String any) throws Exception {
        String valid = new String(any.getBytes(UTF_8), UTF_8); // without lone surrogates
        String json = new ObjectMapper().writeValueAsString(valid);

        assertThat(text.record(("{\"x\":" + json + "}").getBytes(UTF_8)).get("x"))
                .hasToString(valid);
    }

    @Property
    void everyCodePointSurvivesPlainAndEscaped(@ForAll @IntRange(min = 0x80, max = 0x10FFFF) int point) {
        if (point >= 0xD800 && point <= 0xDFFF) {
            return;
        }
        String plain = Character.toString(point);
        StringBuilder escaped = new StringBuilder();
        plain.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));

        assertThat(x(plain)).isEqualTo(plain);
        assertThat(x(escaped.toString())).isEqualTo(plain);
    }

    private String x(String inQuotes) {
        return text.record(("{\"x\":\"" + inQuotes + "\"}").getBytes(UTF_8))
                .get("x")
                .toString();
    }

    private Object refusal(String inQuotes) {
        return text.unfit(("{\"x\":\"" + inQuotes + "\"}").getBytes(UTF_8)).reason();
    }

    private static byte[] bytes(String before, byte[] middle, String after) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(before.getBytes(UTF_8));
        all.writeBytes(middle);
        all.writeBytes(after.getBytes(UTF_8));
        return all.toByteArray();
    }
}
