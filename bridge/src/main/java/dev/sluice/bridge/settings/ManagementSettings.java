package dev.sluice.bridge.settings;

/**
 * Where health and metrics are served.
 *
 * @param port 0 takes any free one
 */
public record ManagementSettings(String host, int port) {}
