package dev.sluice.mapping.payload;

import static dev.sluice.mapping.message.RejectReason.PAYLOAD_NOT_DECODABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormatsTest {

    private static final Decoding TEXT = new Decoding(PayloadDecoders.text());
    private static final Decoding NUMBER = new Decoding(PayloadDecoders.number());

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Property
    void textIsTheMemberValue(@ForAll String any) {
        String text = new String(utf8(any), StandardCharsets.UTF_8);

        assertThat(TEXT.tree(utf8(text)).get("value").textValue()).isEqualTo(text);
    }

    @Test
    void noTextIsEmptyText() {
        assertThat(TEXT.json(new byte[0])).isEqualTo("{\"value\":\"\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "61c3", "c0af", "eda080", "f4908080", "ff", "6161616161616161c3"})
    void textThatIsNotUtf8IsRefused(String hex) {
        assertThat(TEXT.refusal(Decoding.hex(hex))).isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "21.5,21.5",
        "-21.5,-21.5",
        "0,0",
        "-0,-0",
        "+7,7",
        "007.50,7.50",
        "-007,-7",
        "+00,0",
        "00.5,0.5",
        "1e3,1e3",
        "1.5E-3,1.5E-3",
        "2e+2,2e+2",
        "123456789012345678901234567890,123456789012345678901234567890",
        "NaN,\"NaN\"",
        "nan,\"NaN\"",
        "-inf,\"-Infinity\"",
        "Infinity,\"Infinity\"",
    })
    void numberIsTheMemberValue(String text, String json) {
        assertThat(NUMBER.json(utf8(text))).isEqualTo("{\"value\":" + json + "}");
        assertThat(NUMBER.json(utf8(" \t" + text + "\r\n"))).isEqualTo("{\"value\":" + json + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "-", "+", "+-1", "--1", ".5", "5.", "1e", "1e+", "0x1F", "1 2", "1,5", "21.5C", "true", "null",
                "\"1\"", "1.5.5", "NAN", "1\u0000", "\u00a01", "١"
            })
    void whatIsNoNumberIsRefused(String text) {
        assertThat(NUMBER.refusal(utf8(text))).isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @Property
    void everyDoubleReadsBack(@ForAll double value) {
        assertThat(NUMBER.tree(utf8(Double.toString(value))).get("value").doubleValue())
                .isEqualTo(value);
    }
}
