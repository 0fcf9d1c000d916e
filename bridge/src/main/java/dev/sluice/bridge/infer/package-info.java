/**
 * Proposes rules and schemas for messages that somebody has recorded; {@code sluice infer}.
 *
 * <p>{@link dev.sluice.bridge.infer.Inference} is the door. The sample is read three times: for the shape of its topics ({@code TopicTrie}), for
 * what payloads hold under each pattern ({@code PayloadProfile}, {@code JsonShape}), and once more to see that the proposal rejects none of it.
 * Runs on the command's thread. Memory is bounded by the patterns and fields that are found, not by the number of messages or topics.
 */
package dev.sluice.bridge.infer;
