/**
 * Answers the people and machines that look after Sluice: health and metrics over HTTP.
 *
 * <p>Runs on a Vert.x event loop; a scrape goes to a worker thread. Reads {@link dev.sluice.bridge.observe} and changes
 * nothing; knows neither messages nor Kafka.
 */
package dev.sluice.bridge.management;
