/**
 * Recordings: live messages kept as lines of JSON, and devices that say them again.
 *
 * <p>{@link dev.sluice.simulator.replay.RecordedMessage} is a line; {@link dev.sluice.simulator.replay.RecordingWriter} and {@link
 * dev.sluice.simulator.replay.Recording} write and read files of them; {@link dev.sluice.simulator.replay.Replay} deals a recording out to a
 * fleet. A recording is read as a whole, before a run. Knows no MQTT library: whoever records hands messages in.
 */
package dev.sluice.simulator.replay;
