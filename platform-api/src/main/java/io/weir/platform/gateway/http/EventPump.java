package io.weir.platform.gateway.http;

import io.weir.support.connection.ListenerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.jspecify.annotations.Nullable;

/**
 * Passes a stream of events on to its caller. It has no thread: who brings something, bytes of the service's or room at the
 * caller's, does what can be done with it. What a slow caller does not take stays with the service, but for one window.
 */
final class EventPump implements ListenerConnection.Events {

    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private @Nullable CapacityChannel service;
    private @Nullable ListenerConnection caller;
    private @Nullable Runnable release;
    private long room;
    private boolean dirty;
    private boolean ended;
    private boolean closed;

    /** Where to tell the service's side that there is room again: it is given when the first window has been filled. */
    synchronized void from(CapacityChannel channel) {
        service = channel;
        if (waiting.isEmpty()) {
            ask();
        }
    }

    /** Has something run once, when nothing more is passed on. */
    synchronized void whenClosed(Runnable then) {
        release = then;
    }

    @Override
    public void begin(ListenerConnection listener) {
        boolean late;
        synchronized (this) {
            caller = listener;
            late = closed;
        }
        if (late) {
            listener.end();
        } else {
            pass();
        }
    }

    @Override
    public void goOn() throws IOException {
        synchronized (this) {
            if (caller != null) {
                caller.flush();
            }
        }
        pass();
    }

    /** Takes bytes of the service's; false where nobody wants them any more. */
    boolean take(ByteBuffer bytes) throws IOException {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        synchronized (this) {
            if (!ended && !closed) {
                waiting.add(copy);
            }
        }
        pass();
        return !isClosed();
    }

    /** Nothing more of the service's is taken. Its listeners come back, and so are told the end in good order, whatever ended it. */
    void end() {
        synchronized (this) {
            ended = true;
        }
        pass();
    }

    /** Nothing more is passed on, not even what waits, and the connection is closed whether its listener reads or not. */
    void drop() {
        ListenerConnection done;
        synchronized (this) {
            ended = true;
            done = finish() ? caller : null;
        }
        if (done != null) {
            done.end();
        }
    }

    /** Passes on what is there, as far as the caller has room. */
    private void pass() {
        ListenerConnection done;
        synchronized (this) {
            done = passOn() ? caller : null;
        }
        if (done != null) {
            done.end();
        }
    }

    /** Whether nothing will be passed on any more, for the first time. */
    private boolean passOn() {
        ListenerConnection to = caller;
        try {
            while (to != null && !closed && to.isReady()) {
                byte[] next = waiting.poll();
                if (next != null) {
                    dirty = true;
                    to.write(next);
                    room += next.length;
                } else if (room > 0 && service != null && !ended) {
                    ask();
                } else if (dirty) {
                    dirty = false;
                    to.flush();
                } else {
                    return ended && finish();
                }
            }
            return false;
        } catch (IOException gone) {
            return finish();
        }
    }

    /**
     * Has the service's side go on, when nothing waits any more: asked after each piece it would read more than was passed
     * on, for it reads once more each time, whatever the size of the piece.
     */
    private void ask() {
        try {
            if (service != null) {
                service.update((int) Math.min(room, Integer.MAX_VALUE));
                room = 0;
            }
        } catch (IOException | CancelledKeyException gone) {
            ended = true;
        }
    }

    @Override
    public void close() {
        finish();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Passes nothing on any more; the service's side is dropped when it sends the next bytes. */
    private synchronized boolean finish() {
        boolean first = !closed;
        closed = true;
        waiting.clear();
        if (first) {
            room = Integer.MAX_VALUE;
            ask();
        }
        if (first && release != null) {
            release.run();
        }
        return first;
    }
}
