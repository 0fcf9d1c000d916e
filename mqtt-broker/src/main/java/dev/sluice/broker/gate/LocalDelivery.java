package dev.sluice.broker.gate;

import dev.sluice.broker.publish.ReceivedPublish;
import io.netty.channel.Channel;
import java.util.concurrent.CompletionStage;

/** The way to local subscribers and retained messages. */
public interface LocalDelivery {

    /** Whether anybody subscribes to this topic; cheap enough to ask for each message. */
    boolean wants(String topic);

    /** Whether there is room to retain this message; one for which there is none is counted. Any thread. */
    boolean hasRoomToRetain(ReceivedPublish publish);

    /**
     * Hands a message to every local subscriber and stores it if it is retained. Callable from any thread; {@code
     * publisher} may be closed already, as it is for wills.
     *
     * @param mustRetain whether it fails where there is no room to retain it; else such a message goes out all the same, and its topic has none retained
     * @return true once it is in every subscriber's hands or queue
     */
    CompletionStage<Boolean> deliver(Channel publisher, ReceivedPublish publish, boolean mustRetain);
}
