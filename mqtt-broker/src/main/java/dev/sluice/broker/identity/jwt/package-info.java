/**
 * JSON Web Tokens (RFC 7519) that devices show as their password.
 *
 * <p>{@link dev.sluice.broker.identity.jwt.JwtMethod} is the door. Signatures are checked on threads of their own with public keys from a file or
 * from an address that is asked again from time to time, never by an event loop. Only algorithms with a private and a public key exist here: what
 * a token says of itself can choose among those that are allowed, and nothing else. Knows nothing of how tokens are made.
 */
package dev.sluice.broker.identity.jwt;
