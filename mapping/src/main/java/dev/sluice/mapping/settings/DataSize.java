package dev.sluice.mapping.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A number of bytes, written {@code 512B}, {@code 16KB}, {@code 64MB} or {@code 8GB}; each unit is 1024 of the one before. */
public record DataSize(long bytes) implements Comparable<DataSize> {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,15}) ?(B|KB|MB|GB)");
    private static final Map<String, Long> UNITS = Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);

    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative: " + bytes);
        }
    }

    public static DataSize ofBytes(long bytes) {
        return new DataSize(bytes);
    }

    public static DataSize ofKilobytes(long kilobytes) {
        return new DataSize(Math.multiplyExact(kilobytes, 1L << 10));
    }

    public static DataSize ofMegabytes(long megabytes) {
        return new DataSize(Math.multiplyExact(megabytes, 1L << 20));
    }

    public static DataSize ofGigabytes(long gigabytes) {
        return new DataSize(Math.multiplyExact(gigabytes, 1L << 30));
    }

    /** Nothing when the text is not a size, has no unit, or is beyond 64 bits. */
    public static Optional<DataSize> parse(String text) {
        var matcher = WRITTEN.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new DataSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), UNITS.get(matcher.group(2)))));
        } catch (ArithmeticException beyond64Bits) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(DataSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** As one would write it, in the largest unit that is exact. */
    @Override
    public String toString() {
        for (var unit : new String[] {"GB", "MB", "KB"}) {
            if (bytes > 0 && bytes % UNITS.get(unit) == 0) {
                return bytes / UNITS.get(unit) + unit;
            }
        }
        return bytes + "B";
    }
}
