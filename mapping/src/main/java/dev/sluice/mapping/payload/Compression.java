package dev.sluice.mapping.payload;

import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.message.UserProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How a payload may be compressed. What is known of it was declared, by the rule or by the message; the payload's first bytes are not asked. */
public enum Compression {
    /** RFC 1952, one member or several. */
    GZIP("gzip", "application/gzip", "application/x-gzip"),
    /** RFC 8878, one frame or several, without a dictionary. */
    ZSTD("zstd", "application/zstd"),
    /** zlib (RFC 1950), which is what HTTP calls deflate, or bare deflate (RFC 1951), which is what some devices take it for. */
    DEFLATE("deflate", "application/zlib");

    private final String word;
    private final String[] contentTypes;

    Compression(String word, String... contentTypes) {
        this.word = word;
        this.contentTypes = contentTypes;
    }

    /** As rules and content encodings write it. */
    public String word() {
        return word;
    }

    /** @param word {@code gzip}, {@code zstd} or {@code deflate} */
    public static Optional<Compression> of(String word) {
        return Stream.of(values()).filter(c -> c.word.equals(word)).findFirst();
    }

    /**
     * What the message says of itself: a user property {@code content-encoding: gzip | zstd | deflate}, else a content type {@code application/gzip},
     * {@code application/zstd} or {@code application/zlib}, or one that ends in {@code +gzip} or {@code +zstd}. Case does not matter.
     *
     * @return null when it says nothing of the kind
     */
    public static Compression declaredBy(MessageProperties properties) {
        if (properties == MessageProperties.NONE) {
            return null;
        }
        for (UserProperty property : properties.userProperties()) {
            if (property.name().equalsIgnoreCase("content-encoding")) {
                return of(property.value().strip().toLowerCase(Locale.ROOT)).orElse(null);
            }
        }
        return properties.contentType() == null ? null : ofContentType(properties.contentType());
    }

    private static Compression ofContentType(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        for (Compression compression : values()) {
            if (Arrays.asList(compression.contentTypes).contains(type)
                    || (compression != DEFLATE && type.endsWith("+" + compression.word))) {
                return compression;
            }
        }
        return null;
    }
}
