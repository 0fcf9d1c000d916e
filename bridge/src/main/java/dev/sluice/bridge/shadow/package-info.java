/**
 * Tries candidate rules on live traffic: the same messages, compared with what the rules in force make of them, and nothing ever sent.
 *
 * <p>{@link dev.sluice.bridge.shadow.Shadow} is the door. Event loops leave samples in a bounded queue and never wait; one thread of low
 * priority maps and compares. Knows rules and records; knows neither devices, Kafka nor HTTP.
 */
package dev.sluice.bridge.shadow;
