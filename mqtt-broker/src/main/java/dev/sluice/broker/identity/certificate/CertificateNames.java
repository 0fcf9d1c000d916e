package dev.sluice.broker.identity.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

/** The names in one certificate. One of which there are two is none: nobody could say which of them was meant. */
final class CertificateNames {

    /** RFC 5280 §4.2.1.6. */
    private static final Map<Integer, CertificateName> KINDS =
            Map.of(1, CertificateName.SAN_EMAIL, 2, CertificateName.SAN_DNS, 6, CertificateName.SAN_URI);

    private final Map<CertificateName, Set<String>> names = new TreeMap<>();

    CertificateNames(X509Certificate certificate) {
        var subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
        if (!subject.isEmpty()) {
            add(CertificateName.SUBJECT, subject);
            commonNames(subject);
        }
        alternatives(certificate);
    }

    private void commonNames(String subject) {
        try {
            for (var part : new LdapName(subject).getRdns()) {
                var common = part.toAttributes().get("cn");
                for (int i = 0; common != null && i < common.size(); i++) {
                    if (common.get(i) instanceof String name) {
                        add(CertificateName.CN, name);
                    }
                }
            }
        } catch (NamingException unreadable) {
            names.remove(CertificateName.CN);
        }
    }

    private void alternatives(X509Certificate certificate) {
        try {
            var alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> each : alternatives == null ? List.<List<?>>of() : alternatives) {
                var kind = KINDS.get(each.get(0));
                if (kind != null && each.get(1) instanceof String name) {
                    add(kind, name);
                }
            }
        } catch (CertificateParsingException unreadable) {
            KINDS.values().forEach(names::remove);
        }
    }

    private void add(CertificateName kind, String name) {
        names.computeIfAbsent(kind, any -> new HashSet<>()).add(name);
    }

    Optional<String> only(CertificateName kind) {
        var found = names.getOrDefault(kind, Set.of());
        return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
    }

    /** {@code cert.cn}, {@code cert.subject}, {@code cert.san-dns} and so on, as far as there is one of each. */
    Map<String, String> attributes() {
        var attributes = new HashMap<String, String>();
        for (var kind : names.keySet()) {
            only(kind)
                    .ifPresent(name -> attributes.put(
                            "cert." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), name));
        }
        return attributes;
    }
}
