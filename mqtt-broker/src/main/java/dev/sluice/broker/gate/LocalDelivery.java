package dev.sluice.broker.gate;

import dev.sluice.broker.publish.ReceivedPublish;
import io.netty.channel.Channel;
import java.util.concurrent.CompletionStage;

/** The way to local subscribers and retained messages. */
public interface LocalDelivery {

    /** Whether anybody subscribes to this topic; cheap enough to ask for each message. */
    boolean wants(String topic);

    /**
     * Hands a message to every local subscriber and stores it if it is retained. Callable from any thread; {@code
     * publisher} may be closed already, as it is for wills.
     *
     * @return true once it is in every subscriber's hands or queue
     */
    CompletionStage<Boolean> deliver(Channel publisher, ReceivedPublish publish);
}
