/**
 * Cases kept beside the rules: a message in, records out; {@code sluice test}.
 *
 * <p>{@link dev.sluice.bridge.cases.CaseFile} reads them, {@link dev.sluice.bridge.cases.CaseRun} holds them against the rules, {@link
 * dev.sluice.bridge.cases.JunitReport} tells CI. Runs on the command's thread. Knows nothing of Kafka: rules are tried in memory.
 */
package dev.sluice.bridge.cases;
