package io.weir.lineage.live.web;

import io.weir.lineage.live.Listener;
import io.weir.lineage.live.LiveEvent;
import io.weir.lineage.live.LiveFilter;
import io.weir.lineage.live.LiveTail;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One open stream. Writes only while the connection takes bytes, so that a slow reader holds no thread and no memory but
 * its place in the log; one that takes nothing at all is dropped by the container's write timeout.
 */
final class EventStream implements Listener, WriteListener, AsyncListener {

    private static final int EVENTS_AT_ONCE = 64;

    private final ServletOutputStream out;
    private final LiveTail tail;
    private final LiveFilter filter;
    private final Deque<byte[]> frames = new ArrayDeque<>();
    private final long begun = System.nanoTime();
    private @Nullable AsyncContext context;
    private long cursor;
    private boolean reading;
    /** The container calls when the connection takes bytes again; until then nobody else need look. */
    private volatile boolean blocked;

    /** It is known to the tail before it begins, and must tell nothing before its place. */
    private boolean begins;

    private boolean dirty;
    private boolean closed;

    EventStream(ServletOutputStream out, LiveTail tail, LiveFilter filter, long cursor) {
        this.out = out;
        this.tail = tail;
        this.filter = filter;
        this.cursor = cursor;
    }

    /**
     * Begins to tell what comes after the place.
     *
     * @param dropped the number up to which the log is not kept any more
     * @throws io.weir.support.problem.ProblemException if there are as many streams as there may be. It comes before the
     *     request is one that only its context ends: whoever is refused would wait for the rest of the answer for ever
     */
    void begin(HttpServletRequest request, HttpServletResponse response, long dropped) {
        tail.add(this);
        try {
            AsyncContext started = request.startAsync(request, response);
            started.setTimeout(0);
            started.addListener(this);
            if (!open(started, dropped)) {
                started.complete();
            }
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /**
     * Begins with the place, so that even a reader who has seen no event comes back to it. It is an event because scripts in
     * a page are told of nothing else, and have to name the place where they open another stream.
     *
     * @return false where the service ended it meanwhile
     */
    private synchronized boolean open(AsyncContext started, long dropped) {
        if (closed) {
            return false;
        }
        context = started;
        if (cursor < dropped) {
            String gap = "{\"from\":" + cursor + ",\"to\":" + dropped + "}";
            frames.add(bytes("event: stream.gap\ndata: " + gap + "\n\n"));
            cursor = dropped;
        }
        frames.add(bytes("id: " + cursor + "\nretry: 2000\nevent: stream.open\ndata: {}\n\n"));
        begins = true;
        out.setWriteListener(this);
        return true;
    }

    @Override
    public synchronized void onWritePossible() {
        blocked = false;
        write();
    }

    @Override
    public void wake() {
        if (!blocked) {
            write();
        }
    }

    private synchronized void write() {
        try {
            while (begins && !closed) {
                if (!out.isReady()) {
                    blocked = true;
                    return;
                }
                byte[] frame = frames.poll();
                if (frame != null) {
                    out.write(frame);
                    dirty = true;
                } else if (!fill() && !flush()) {
                    return;
                }
            }
        } catch (IOException gone) {
            close();
        }
    }

    /** Ends a stream that has lasted long enough: what its reader may do is found out anew when he comes back. */
    @Override
    public void beat() {
        if (System.nanoTime() - begun > tail.streamLife().toNanos()) {
            end();
        } else {
            sayAlive();
        }
    }

    private synchronized void sayAlive() {
        if (begins && frames.isEmpty() && !reading) {
            frames.add(bytes("id: " + cursor + "\n: heartbeat\n\n"));
            wake();
        }
    }

    @Override
    public void end() {
        AsyncContext ended;
        synchronized (this) {
            ended = close() ? context : null;
        }
        if (ended != null) {
            ended.complete();
        }
    }

    /** Takes the next events from memory, or has them read; false where there is nothing to write now. */
    private boolean fill() {
        if (reading) {
            return false;
        }
        List<LiveEvent> next = tail.next(cursor, EVENTS_AT_ONCE);
        if (next == null) {
            reading = true;
            tail.read(cursor, this::accept);
            return false;
        }
        next.forEach(this::queue);
        return !next.isEmpty();
    }

    private void accept(LiveTail.Stretch stretch) {
        synchronized (this) {
            stretch.events().forEach(this::queue);
            cursor = stretch.end();
            reading = false;
        }
        wake();
    }

    private void queue(LiveEvent event) {
        cursor = event.sequence();
        if (filter.takes(event)) {
            frames.add(event.frame());
        }
    }

    /** Whether anything was: what the connection did not take of it is sent on once the container was asked for room. */
    private boolean flush() throws IOException {
        boolean flushed = dirty;
        if (flushed) {
            dirty = false;
            out.flush();
        }
        return flushed;
    }

    private synchronized boolean close() {
        boolean first = !closed;
        closed = true;
        frames.clear();
        tail.remove(this);
        return first;
    }

    /** The container tells {@link #onError(AsyncEvent)} next. */
    @Override
    public void onError(Throwable failure) {
        close();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    /** The reader went away, which is no failure: what is completed here is not reported as one. */
    @Override
    public void onError(AsyncEvent event) {
        close();
        event.getAsyncContext().complete();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // The context is not started again.
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
