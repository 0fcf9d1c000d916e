/**
 * What a load test does, as its YAML file says it: fleets of devices, what goes wrong with them and when, and what counts as good.
 *
 * <p>{@link dev.sluice.simulator.scenario.ScenarioReader} makes a {@link dev.sluice.simulator.scenario.Scenario} of a file, or names everything that is
 * wrong with it at once. Immutable; knows no network and no clock.
 */
package dev.sluice.simulator.scenario;
