package dev.sluice.bridge.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names of Kafka topics: {@code telemetry.*}, where {@code *} stands for any characters, also none. */
public record TopicNamePattern(String written) {

    private static final Pattern WRITTEN = Pattern.compile("(?!__)[A-Za-z0-9._*-]{1,249}");

    public TopicNamePattern {
        if (!WRITTEN.matcher(written).matches()) {
            throw new IllegalArgumentException("not a pattern of topic names: " + written);
        }
    }

    static Optional<TopicNamePattern> parse(String written) {
        return WRITTEN.matcher(written).matches() ? Optional.of(new TopicNamePattern(written)) : Optional.empty();
    }

    /** Takes time in proportion to the name's length for each star, whatever the two look like. */
    public boolean matches(String name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int retryFrom = 0;
        while (in < name.length()) {
            if (at < written.length() && written.charAt(at) == '*') {
                star = at++;
                retryFrom = in;
            } else if (at < written.length() && written.charAt(at) == name.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++retryFrom;
            } else {
                return false;
            }
        }
        while (at < written.length() && written.charAt(at) == '*') {
            at++;
        }
        return at == written.length();
    }

    @Override
    public String toString() {
        return written;
    }
}
