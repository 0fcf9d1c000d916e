/**
 * Answers the people and machines that look after Sluice: health, metrics and rules over HTTP.
 *
 * <p>Runs on a Vert.x event loop; a scrape and whatever takes longer go to a worker thread. Reads {@link dev.sluice.bridge.observe}; changes
 * rules through {@link dev.sluice.bridge.reload} and tries them through {@link dev.sluice.bridge.shadow}, for callers whom the guard admits.
 * Knows neither messages nor Kafka.
 */
package dev.sluice.bridge.management;
