package dev.sluice.mapping.settings;

import java.util.Locale;
import java.util.Objects;

/** A value that must not be printed. Only {@link #reveal()} gives it away. */
public final class Secret {

    private final String value;

    public Secret(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    public String reveal() {
        return value;
    }

    /** Whether a value of this key should be shown as {@code ***}: it speaks of a password, token, credential or the like. */
    public static boolean isNamedLikeOne(String key) {
        var lower = key.toLowerCase(Locale.ROOT);
        return lower.contains("password")
                || lower.contains("passphrase")
                || lower.contains("secret")
                || lower.contains("token")
                || lower.contains("credential")
                || lower.contains("jaas")
                || lower.contains("keystore.key");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
