package dev.sluice.broker.identity.certificate;

import dev.sluice.broker.access.Credentials;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.access.Verdict;
import dev.sluice.broker.identity.ProofKind;
import dev.sluice.broker.identity.ProofMethod;
import dev.sluice.broker.identity.Proven;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes a device for whom its certificate names, for as long as the certificate is valid. */
public final class CertificateMethod implements ProofMethod {

    private final CertificateName user;
    private final CertificateName clientId;

    /**
     * @param user {@code NONE}: another method has to say which user it is
     * @param clientId {@code NONE}: the device chooses its client id
     */
    public CertificateMethod(CertificateName user, CertificateName clientId) {
        this.user = user;
        this.clientId = clientId;
    }

    @Override
    public ProofKind kind() {
        return ProofKind.CERTIFICATES;
    }

    @Override
    public boolean knows(Credentials shown) {
        return shown.certificate().isPresent();
    }

    @Override
    public boolean isEnough() {
        return user != CertificateName.NONE;
    }

    @Override
    public CompletionStage<Verdict> judge(Credentials shown) {
        var certificate = shown.certificate().orElseThrow();
        var names = new CertificateNames(certificate);
        var itsUser = names.only(user);
        var itsClientId = names.only(clientId);
        boolean lacking = isEnough() && itsUser.isEmpty() || clientId != CertificateName.NONE && itsClientId.isEmpty();
        return CompletableFuture.completedFuture(
                lacking
                        ? Verdict.refused(Refusal.NOT_AUTHORIZED)
                        : Proven.identity(
                                shown,
                                itsClientId,
                                itsUser,
                                names.attributes(),
                                Optional.of(certificate.getNotAfter().toInstant())));
    }
}
