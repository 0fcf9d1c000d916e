package dev.sluice.bridge.pipeline;

/**
 * What the pipeline needs to be told.
 *
 * @param window messages per device that are never a reason to pause it
 * @param dropQos0WhenFull whether QoS 0 messages are dropped, instead of their devices paused, while the budget is full
 */
public record PipelineSettings(int window, boolean dropQos0WhenFull, String deadLetterTopic) {}
