package dev.sluice.mapping.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.message.UserProperty;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {

    private static Compression declared(String contentType, UserProperty... properties) {
        return Compression.declaredBy(new MessageProperties(contentType, null, null, null, null, List.of(properties)));
    }

    @ParameterizedTest
    @CsvSource({
        "application/gzip,GZIP",
        "application/x-gzip,GZIP",
        "application/json+gzip,GZIP",
        "APPLICATION/GZIP,GZIP",
        "application/gzip; charset=utf-8,GZIP",
        "application/zstd,ZSTD",
        "application/cbor+zstd,ZSTD",
        "application/zlib,DEFLATE",
    })
    void contentTypeDeclaresIt(String contentType, Compression compression) {
        assertThat(declared(contentType)).isEqualTo(compression);
    }

    @ParameterizedTest
    @CsvSource({"gzip,GZIP", "zstd,ZSTD", "deflate,DEFLATE", "' GZIP ',GZIP"})
    void userPropertyDeclaresItAndWinsOverTheContentType(String encoding, Compression compression) {
        assertThat(declared(null, new UserProperty("content-encoding", encoding)))
                .isEqualTo(compression);
        assertThat(declared(
                        "application/zlib", new UserProperty("x", "y"), new UserProperty("Content-Encoding", encoding)))
                .isEqualTo(compression);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "", "gzip", "application/gzipped", "application/vnd.gzip+json", "+deflate"})
    void otherContentTypesDeclareNothing(String contentType) {
        assertThat(declared(contentType)).isNull();
    }

    @Test
    void whatSaysNothingDeclaresNothing() {
        assertThat(Compression.declaredBy(MessageProperties.NONE)).isNull();
        assertThat(declared(null)).isNull();
        assertThat(declared("application/gzip", new UserProperty("content-encoding", "identity")))
                .isNull();
    }

    @Test
    void rulesNameItByItsWord() {
        assertThat(Compression.of("zstd")).contains(Compression.ZSTD);
        assertThat(Compression.of("brotli")).isEmpty();
    }
}
