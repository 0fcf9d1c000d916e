package dev.sluice.simulator.measure;

/**
 * Something that happened at a moment, for the time axis.
 *
 * @param at seconds since the start
 * @param kind a word
 * @param text what happened, for people
 */
public record Mark(double at, String kind, String text) {}
