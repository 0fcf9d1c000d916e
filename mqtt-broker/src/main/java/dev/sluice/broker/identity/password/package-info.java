/**
 * User names and passwords from a file of bcrypt hashes, as {@code htpasswd -B} writes it.
 *
 * <p>{@link dev.sluice.broker.identity.password.PasswordMethod} is the door. Hashing takes some ten milliseconds of a processor on purpose, so
 * it happens on threads of its own. Knows nothing of where the file is.
 */
package dev.sluice.broker.identity.password;
