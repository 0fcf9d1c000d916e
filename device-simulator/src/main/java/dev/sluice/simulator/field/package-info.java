/**
 * What a field of a payload holds: its specification ({@link dev.sluice.simulator.field.FieldSpec}, as a scenario has it) and the value that
 * comes of it ({@link dev.sluice.simulator.field.Value}, a function of device, message number and time).
 *
 * <p>Nothing here has state, so values belong to a whole fleet and to every thread. Knows no format: how a value is written is for others.
 */
package dev.sluice.simulator.field;
