/**
 * What devices say: their names, their topics, and messages that are functions of their number and time.
 *
 * <p>{@link dev.sluice.simulator.telemetry.DeviceMessages} is the door: all that one device says. {@link
 * dev.sluice.simulator.telemetry.TemplateMessages} is the fast kind, compiled once per device and written without allocating; {@link
 * dev.sluice.simulator.telemetry.RenderedMessages} is for every other format. An object of one device belongs to one thread at a time. Knows
 * nothing of MQTT libraries.
 */
package dev.sluice.simulator.telemetry;
