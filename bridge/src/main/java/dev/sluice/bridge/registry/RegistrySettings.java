package dev.sluice.bridge.registry;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import dev.sluice.mapping.settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a schema registry is reached, and what it may be asked to do.
 *
 * @param urls tried in turn; everything up to {@code /subjects}; none only if they cannot be used
 * @param autoRegister whether schemas that it does not know are registered; else they must be there
 * @param user with a password, for basic authentication
 * @param token instead of these two, for bearer authentication
 * @param timeout for one question, from connecting to the last byte of the answer
 */
public record RegistrySettings(
        List<URI> urls,
        SubjectNames subject,
        boolean autoRegister,
        Optional<String> user,
        Optional<Secret> password,
        Optional<Secret> token,
        RegistryTls tls,
        Duration timeout) {

    public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);

    public RegistrySettings {
        urls = List.copyOf(urls);
    }

    /** Without authentication, and with everything else as usual. */
    public static RegistrySettings at(URI... urls) {
        return new RegistrySettings(
                List.of(urls),
                SubjectNames.TOPIC_RECORD,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                RegistryTls.USUAL,
                USUAL_TIMEOUT);
    }

    /**
     * After any complaint there are no addresses, so that nobody is asked.
     *
     * @param start where relative paths start
     */
    public static RegistrySettings read(Node node, Path start, Problems problems) {
        int before = problems.count();
        var urls = urls(node, problems);
        var subject = node.choice("subject", SubjectNames.TOPIC_RECORD, problems);
        var autoRegister = node.flag("auto-register", false, problems);
        var user = node.optionalText("user", problems);
        var password = node.secret("password", problems);
        var token = node.secret("token", problems);
        if (user.isPresent() != password.isPresent()) {
            node.complain(
                    user.isPresent() ? "password" : "user", "user and password go together", "MISSING-KEY", problems);
        } else if (user.isPresent() && token.isPresent()) {
            node.complain("token", "means nothing beside user and password", "UNUSED-KEY", problems);
        }
        var tls = tls(node.map("tls", problems), start, problems);
        if (!tls.equals(RegistryTls.USUAL)
                && !urls.isEmpty()
                && urls.stream().noneMatch(url -> url.getScheme().equals("https"))) {
            node.complain("tls", "means nothing without an https:// url", "UNUSED-KEY", problems);
        }
        var timeout =
                node.durationBetween("timeout", Duration.ofMillis(100), Duration.ofMinutes(1), USUAL_TIMEOUT, problems);
        return new RegistrySettings(
                problems.count() > before ? List.of() : urls,
                subject,
                autoRegister,
                user,
                password,
                token,
                tls,
                timeout);
    }

    private static List<URI> urls(Node node, Problems problems) {
        var urls = new ArrayList<URI>();
        for (var written : node.textOrTexts("url", problems)) {
            url(written)
                    .ifPresentOrElse(
                            urls::add,
                            () -> node.complain(
                                    "url",
                                    "\"" + withoutUser(written)
                                            + "\": expected http:// or https://, a host, and no more than a path behind it;"
                                            + " credentials go into user and password",
                                    "BAD-VALUE",
                                    problems));
        }
        if (!node.has("url")) {
            node.complain(
                    "url",
                    "missing; expected the registry's address, as in http://localhost:8081",
                    "MISSING-KEY",
                    problems);
        }
        return urls;
    }

    private static Optional<URI> url(String written) {
        try {
            var url = new URI(written.strip().replaceFirst("/+$", ""));
            boolean good = ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
            return good ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException notOne) {
            return Optional.empty();
        }
    }

    private static String withoutUser(String written) {
        return written.replaceFirst("//[^/@]*@", "//***@");
    }

    private static RegistryTls tls(Node node, Path start, Problems problems) {
        var tls = new RegistryTls(
                path(node, "ca", start, problems),
                path(node, "certificate", start, problems),
                path(node, "key", start, problems));
        if (tls.certificate().isPresent() != tls.key().isPresent()) {
            node.complain(
                    tls.key().isPresent() ? "certificate" : "key",
                    "certificate and key go together",
                    "MISSING-KEY",
                    problems);
            return tls;
        }
        try {
            tls.context();
        } catch (NoSuchFileException missing) {
            node.complain("the file " + missing.getMessage() + " does not exist", "FILE-MISSING", problems);
        } catch (IOException unusable) {
            node.complain(unusable.getMessage(), "BAD-VALUE", problems);
        }
        return tls;
    }

    private static Optional<Path> path(Node node, String key, Path start, Problems problems) {
        return node.optionalText(key, problems).map(start::resolve).map(Path::normalize);
    }
}
