package dev.sluice.broker.gate;

import dev.sluice.broker.publish.ReceivedPublish;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Local subscribers who want everything or nothing, and have it when a test says so. */
final class FakeLocal implements LocalDelivery {

    final List<ReceivedPublish> delivered = new ArrayList<>();
    final CompletableFuture<Boolean> fate = new CompletableFuture<>();
    boolean wantsAll;
    boolean hasRoom = true;

    @Override
    public boolean wants(String topic) {
        return wantsAll;
    }

    @Override
    public boolean hasRoomToRetain(ReceivedPublish publish) {
        return hasRoom;
    }

    @Override
    public CompletionStage<Boolean> deliver(Channel publisher, ReceivedPublish publish, boolean mustRetain) {
        delivered.add(publish);
        return hasRoom || !mustRetain ? fate : CompletableFuture.completedFuture(false);
    }
}
