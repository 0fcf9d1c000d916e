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

    @Override
    public boolean wants(String topic) {
        return wantsAll;
    }

    @Override
    public CompletionStage<Boolean> deliver(Channel publisher, ReceivedPublish publish) {
        delivered.add(publish);
        return fate;
    }
}
