package dev.sluice.bridge.kafka.replay;

import dev.sluice.bridge.deadletter.LetterFilter;

/**
 * How letters are replayed.
 *
 * @param write false for a dry run, which changes nothing
 * @param group consumer group whose offsets say where a later run goes on
 * @param lettersPerSecond at most; 0 for as fast as it goes
 * @param allRulesCount whether every rule that matches takes a message ({@code match: all})
 */
public record ReplaySettings(
        LetterFilter filter, boolean write, String group, int lettersPerSecond, boolean allRulesCount) {}
