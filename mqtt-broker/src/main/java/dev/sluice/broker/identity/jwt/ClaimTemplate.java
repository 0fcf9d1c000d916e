package dev.sluice.broker.identity.jwt;

import dev.sluice.broker.identity.UnusableProofs;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with claims in it: {@code {sub}}, {@code press-{device.number}}. */
public final class ClaimTemplate {

    private static final Pattern CLAIM = Pattern.compile("\\{([^{}]+)}");

    private final String written;

    private ClaimTemplate(String written) {
        this.written = written;
    }

    /** @throws UnusableProofs when a brace stands alone */
    public static ClaimTemplate parse(String written) throws UnusableProofs {
        var rest = CLAIM.matcher(written).replaceAll("");
        if (written.isBlank() || rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
            throw new UnusableProofs("expected text with claims in braces, as in {sub} or press-{number}");
        }
        return new ClaimTemplate(written);
    }

    /** Empty when one of the claims is not there, or is empty. */
    Optional<String> of(Map<String, String> claims) {
        var named =
                CLAIM.matcher(written).results().map(claim -> claim.group(1)).toList();
        if (named.stream().anyMatch(claim -> claims.getOrDefault(claim, "").isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(
                CLAIM.matcher(written).replaceAll(claim -> Matcher.quoteReplacement(claims.get(claim.group(1)))));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClaimTemplate template && template.written.equals(written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    @Override
    public String toString() {
        return written;
    }
}
