package dev.sluice.broker.identity.certificate;

/** Which name of a certificate counts. */
public enum CertificateName {
    /** The subject's common name. */
    CN,
    /** The whole subject, as RFC 2253 spells it. */
    SUBJECT,
    /** The subject alternative name of type DNS. */
    SAN_DNS,
    /** The subject alternative name of type URI: a SPIFFE id, say. */
    SAN_URI,
    /** The subject alternative name of type e-mail. */
    SAN_EMAIL,
    NONE
}
