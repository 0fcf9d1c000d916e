package dev.sluice.mapping.sparkplug;

/** Hears what the messages of edge nodes give reason to. Called on the event loop of the message: must neither block nor throw. */
public interface SparkplugListener {

    /** For tools, which have nobody to ask. */
    SparkplugListener DEAF = (group, edge) -> {};

    /**
     * The edge node shall be asked to be born again, as {@link RebirthCommand} does: data came whose birth is missing, or a
     * message was lost. As often as {@link SparkplugLimits#rebirthPause} allows and no oftener.
     */
    void rebirthWanted(String group, String edge);

    /** Between two messages of the edge node at least one was lost; its sequence numbers say so. Called before {@link #rebirthWanted}. */
    default void sequenceGap(String group, String edge) {}

    /** An edge node that was online had to be forgotten, to make room ({@link SparkplugLimits}). */
    default void forgotten(String group, String edge) {}
}
