package dev.sluice.bridge.settings;

import dev.sluice.mapping.settings.DataSize;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;

/** How much may be on its way to Kafka at once. Both limits hold; whichever is reached first pauses reading. */
public record BudgetSettings(int messages, DataSize bytes) {

    static BudgetSettings read(Node node, Problems problems) {
        return new BudgetSettings(
                node.intBetween("messages", 1, 10_000_000, 50_000, problems),
                node.sizeBetween(
                        "bytes", DataSize.ofMegabytes(1), DataSize.ofGigabytes(8), DataSize.ofMegabytes(64), problems));
    }
}
