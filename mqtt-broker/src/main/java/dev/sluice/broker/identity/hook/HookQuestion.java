package dev.sluice.broker.identity.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.broker.access.Credentials;
import dev.sluice.broker.identity.BlindKeys;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.security.auth.x500.X500Principal;

/** What the other side is asked, and how it is known again without keeping it. */
final class HookQuestion {

    private static final JsonMapper JSON = new JsonMapper();

    private HookQuestion() {}

    /** A password that is not UTF-8 comes as {@code password-base64}. */
    static byte[] json(Credentials shown) throws java.io.IOException {
        var question = JSON.createObjectNode();
        if (!shown.isAssigned()) {
            question.put("client-id", shown.clientId());
        }
        if (shown.userName() != null) {
            question.put("user", shown.userName());
        }
        if (shown.password() != null) {
            try {
                question.put(
                        "password",
                        UTF_8.newDecoder()
                                .decode(ByteBuffer.wrap(shown.password()))
                                .toString());
            } catch (CharacterCodingException notText) {
                question.put("password-base64", Base64.getEncoder().encodeToString(shown.password()));
            }
        }
        shown.certificate()
                .ifPresent(certificate -> question.putObject("certificate")
                        .put("subject", certificate.getSubjectX500Principal().getName(X500Principal.RFC2253))
                        .put("serial", certificate.getSerialNumber().toString(16)));
        question.put("address", host(shown.remoteAddress()));
        question.put("protocol", shown.protocolLevel());
        return JSON.writeValueAsBytes(question);
    }

    static String key(BlindKeys keys, Credentials shown) {
        return keys.of(
                shown.isAssigned() ? null : BlindKeys.part(shown.clientId()),
                BlindKeys.part(shown.userName()),
                shown.password(),
                shown.certificate().map(HookQuestion::encoded).orElse(null),
                BlindKeys.part(host(shown.remoteAddress())),
                BlindKeys.part(Integer.toString(shown.protocolLevel())));
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate without bytes");
        }
    }

    /** Without the port, which is another one each time. */
    private static String host(String address) {
        int colon = address.lastIndexOf(':');
        return (colon < 0 ? address : address.substring(0, colon)).replaceFirst("^/", "");
    }
}
