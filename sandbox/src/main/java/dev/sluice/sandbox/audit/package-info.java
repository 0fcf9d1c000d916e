/**
 * A fault campaign: real processes are killed, stopped, frozen and starved while devices publish, and afterwards every acknowledgement
 * that a device was given is looked for in Kafka.
 *
 * <p>{@link dev.sluice.sandbox.audit.Campaign} is the door. What happens when is a {@link dev.sluice.sandbox.audit.FaultPlan}, a pure
 * function of a seed; a {@link dev.sluice.sandbox.audit.Rig} is what it happens to; {@link dev.sluice.sandbox.audit.CampaignReport} is what came of
 * it. Runs on the thread that calls it and blocks it for minutes or hours. Knows the programs by their command lines only.
 */
package dev.sluice.sandbox.audit;
