/**
 * Client certificates that TLS has verified: which name of theirs is the user, and which the client id.
 *
 * <p>{@link dev.sluice.broker.identity.certificate.CertificateMethod} is the door. Looks at names only; whether a certificate is good has been
 * decided before, by TLS and the listener's client CA.
 */
package dev.sluice.broker.identity.certificate;
