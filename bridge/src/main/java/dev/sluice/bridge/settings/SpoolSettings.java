package dev.sluice.bridge.settings;

import dev.sluice.mapping.settings.DataSize;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import dev.sluice.mapping.settings.Secret;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The local journal of rules with {@code ack: spool}.
 *
 * @param folder absolute
 * @param maxBytes what it may take of the disk
 * @param key 32 bytes in base64 or 64 hexadecimal digits; without it records are not encrypted
 */
public record SpoolSettings(Path folder, DataSize maxBytes, Optional<Secret> key) {

    private static final int KEY_BYTES = 32;

    static SpoolSettings read(Node node, Path start, Path dataFolder, Problems problems) {
        var folder =
                node.optionalText("folder", problems).map(start::resolve).orElseGet(() -> dataFolder.resolve("spool"));
        var key = node.secret("key", problems);
        if (key.isPresent() && bytes(key.get().reveal()).isEmpty()) {
            node.complain(
                    "key", "expected 32 bytes in base64, as openssl rand -base64 32 makes them", "BAD-VALUE", problems);
        }
        return new SpoolSettings(
                folder.normalize(),
                node.sizeBetween(
                        "max-bytes",
                        DataSize.ofMegabytes(64),
                        DataSize.ofGigabytes(1024),
                        DataSize.ofGigabytes(1),
                        problems),
                key);
    }

    public Optional<byte[]> keyBytes() {
        return key.flatMap(secret -> bytes(secret.reveal()));
    }

    private static Optional<byte[]> bytes(String written) {
        var text = written.strip();
        try {
            var bytes = text.length() == 2 * KEY_BYTES
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
            return bytes.length == KEY_BYTES ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException neither) {
            return Optional.empty();
        }
    }
}
