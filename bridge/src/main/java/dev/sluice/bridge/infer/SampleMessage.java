package dev.sluice.bridge.infer;

/** One message of a sample. */
public record SampleMessage(String topic, byte[] payload) {}
