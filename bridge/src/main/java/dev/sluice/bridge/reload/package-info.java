/**
 * Changes the rules of the running process, all or nothing.
 *
 * <p>Owns the rules in force and where they came from. {@link dev.sluice.bridge.reload.RuleReload} is the door; it works on a thread of its
 * own, one reload at a time. Event loops read {@link dev.sluice.bridge.reload.LiveRules} once per message. Knows settings and the mapping
 * engine; knows neither signals, HTTP nor Kafka.
 */
package dev.sluice.bridge.reload;
