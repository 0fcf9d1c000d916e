/**
 * The section {@code authentication} of the configuration, and the authenticator that is made of it.
 *
 * <p>{@link dev.sluice.bridge.authentication.AuthenticationSettings} is read while a configuration is, with every file that it names, and
 * complains of all that is wrong; {@link dev.sluice.bridge.authentication.Authenticators} makes of it what the broker asks, as often as it
 * is called. How a device proves itself is the business of {@code dev.sluice.broker.identity}.
 */
package dev.sluice.bridge.authentication;
