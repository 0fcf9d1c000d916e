package dev.sluice.bridge.registry;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Collects the body of an answer, and gives up on one that does not end. */
final class RegistryAnswers implements BodySubscriber<byte[]> {

    private final int limit;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private byte[] bytes = new byte[1 << 10];
    private int length;
    private Flow.Subscription subscription;

    private RegistryAnswers(int limit) {
        this.limit = limit;
    }

    /** @param limit in bytes; a longer body fails with {@link TooLong} */
    static BodyHandler<byte[]> upTo(int limit) {
        return response -> new RegistryAnswers(limit);
    }

    /** More came than anybody can mean. */
    static final class TooLong extends Exception {

        private static final long serialVersionUID = 1L;

        TooLong(int limit) {
            super("its answer is longer than " + limit + " bytes");
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (var buffer : buffers) {
            int more = buffer.remaining();
            if (more > limit - length) {
                subscription.cancel();
                whole.completeExceptionally(new TooLong(limit));
                return;
            }
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(length + more, 2 * bytes.length)));
            }
            buffer.get(bytes, length, more);
            length += more;
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        whole.complete(Arrays.copyOf(bytes, length));
    }
}
