package io.weir.lineage.webhook;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that nobody reads. A short one is taken to its end, so that its connection can be used again; a long
 * one is broken off.
 */
final class UnreadAnswer implements BodySubscriber<Void> {

    private static final int MOST_BYTES = 64 * 1024;

    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private Flow.@Nullable Subscription body;
    private long bytes;

    @Override
    public CompletionStage<Void> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        body = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        part.forEach(buffer -> bytes += buffer.remaining());
        if (bytes > MOST_BYTES && body != null) {
            body.cancel();
            end.complete(null);
        }
    }

    @Override
    public void onError(Throwable broken) {
        end.completeExceptionally(broken);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }
}
