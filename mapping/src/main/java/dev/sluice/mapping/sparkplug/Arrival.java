package dev.sluice.mapping.sparkplug;

/**
 * That a message has come, whatever it says.
 *
 * @param seq its sequence number; null if it has none
 * @param duplicate the DUP flag: it may have come before
 * @param fingerprint the same for the same message
 */
record Arrival(SparkplugTopic topic, Long seq, boolean duplicate, long fingerprint) {}
