package io.weir.platform.gateway.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a service answers to who asks for events: the beginning of a stream, or something short that is held whole, such as
 * a refusal. Called by the one thread of {@link EventStreams}.
 */
final class EventAnswer implements AsyncResponseConsumer<Void> {

    private static final int LONGEST = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(EventAnswer.class);

    private final CompletableFuture<ClassicHttpResponse> begun = new CompletableFuture<>();
    private final EventPump pump = new EventPump();
    private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
    private boolean endless;
    private @Nullable ClassicHttpResponse head;
    private @Nullable FutureCallback<Void> result;

    /**
     * An answer that is a stream which begins, or else whole.
     *
     * @param pump what passes a stream's events on
     */
    record Begun(ClassicHttpResponse head, EventPump pump) {}

    /** @throws IOException when the service does not answer in time */
    Begun await(Timeout longest) throws IOException {
        try {
            return new Begun(begun.get(longest.toMilliseconds(), TimeUnit.MILLISECONDS), pump);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SocketTimeoutException) {
                throw late(longest);
            }
            throw new IOException(failed.getCause());
        } catch (TimeoutException late) {
            pump.close();
            throw late(longest);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            pump.close();
            throw new IOException("stopped while waiting", stopped);
        }
    }

    private static SocketTimeoutException late(Timeout longest) {
        return new SocketTimeoutException("no answer within " + longest);
    }

    @Override
    public void consumeResponse(
            HttpResponse response, @Nullable EntityDetails body, HttpContext context, FutureCallback<Void> callback) {
        ClassicHttpResponse copy = new BasicClassicHttpResponse(response.getCode());
        copy.setHeaders(response.getHeaders());
        head = copy;
        result = callback;
        endless = UpstreamAnswer.isEndless(copy);
        if (endless) {
            begun.complete(copy);
        }
        if (body == null) {
            streamEnd(null);
        }
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
        // Nothing that a listener waits for.
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        if (endless) {
            pump.from(channel);
        } else {
            channel.update(LONGEST);
        }
    }

    /** Throws to have the connection dropped: there is no other way to. */
    @Override
    public void consume(ByteBuffer bytes) throws IOException {
        if (endless) {
            if (!pump.take(bytes)) {
                throw new IOException("nobody listens any more");
            }
            return;
        }
        if (whole.size() + bytes.remaining() > LONGEST) {
            throw new IOException("an answer that is no stream of events is longer than " + LONGEST + " bytes");
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        whole.write(copy);
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        if (head != null && !endless) {
            head.setEntity(new ByteArrayEntity(whole.toByteArray(), null));
            begun.complete(head);
        }
        pump.end();
        if (result != null) {
            result.completed(null);
        }
    }

    @Override
    public void failed(Exception cause) {
        LOG.debug("A stream of events ends", cause);
        begun.completeExceptionally(cause);
        pump.end();
    }

    /** The last call, also where nobody said before that it is over. */
    @Override
    public void releaseResources() {
        failed(new ConnectionClosedException());
    }
}
