/**
 * Reads YAML configuration so that every problem is found at once and named with its place.
 *
 * <p>{@link SettingsFile} is the door; readers of settings see {@link Node} and complain to {@link Problems}. Owns the syntax of
 * durations, sizes, secrets, {@code ${env:NAME}}, {@code ${file:PATH}} and {@code --set path=value}. Runs at start and in {@code lint}, on
 * the calling thread; nothing here is for use from several threads. Knows no particular key: what a key means is its reader's business.
 */
package dev.sluice.mapping.settings;
