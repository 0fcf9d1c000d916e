package dev.sluice.bridge.pipeline;

/** What keeps a message from coming too early. */
enum Standing {
    /** Its device waits for an acknowledgement that waits for the sink. */
    WINDOWED,
    /** Nothing but pausing its connection: QoS 0, or acknowledged on receipt. */
    UNWINDOWED,
    /** QoS 0 that is dropped when there is no room, so that it never is a reason to pause. */
    DROPPABLE
}
