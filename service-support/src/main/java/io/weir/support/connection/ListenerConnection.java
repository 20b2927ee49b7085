package io.weir.support.connection;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.Objects;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * A caller's connection once its stream of events has begun. No request is read from it and no head written to it any more, so the
 * container has back what it does both with, some 60 KB; what is left is the socket. Public for the container, which makes it.
 */
public final class ListenerConnection implements InternalHttpUpgradeHandler {

    /** What comes to a listener. Its calls of the connection are made one at a time. */
    public interface Events {

        /** Begins to pass on what came and comes. */
        void begin(ListenerConnection listener);

        /** Goes on where the listener had no room, after the rest of what it was sent has gone: {@link #flush}. */
        void goOn() throws IOException;

        /** Passes nothing on any more: the listener has gone. */
        void close();
    }

    /** What a listener sends is nothing that anybody waits for; it is read to see the end, so many bytes at once. */
    private static final int DROPPED = 8192;

    /** Pieces that a thread reads in a row: more than can have come behind the request. */
    private static final int MOST_DROPPED = 32;

    private @Nullable Events events;
    private @Nullable SocketWrapperBase<?> wrapper;
    private boolean waits;

    /**
     * Takes the connection of a request, whose answer has begun, out of the container's hands when that is done with it.
     *
     * @throws IOException never before the answer has begun
     */
    public static void takeOver(HttpServletRequest request, Events events) throws IOException {
        try {
            request.upgrade(ListenerConnection.class).events = events;
        } catch (ServletException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Events events() {
        return Objects.requireNonNull(events);
    }

    private SocketWrapperBase<?> socket() {
        return Objects.requireNonNull(wrapper);
    }

    @Override
    public void setSocketWrapper(SocketWrapperBase<?> socket) {
        wrapper = socket;
    }

    /** What came behind the request is dropped: it would be held for as long as nothing else comes. */
    @Override
    public void init(WebConnection connection) {
        if (isThere()) {
            events().begin(this);
        } else {
            end();
        }
    }

    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
        boolean goesOn =
                switch (event) {
                    case OPEN_READ -> isThere();
                    case OPEN_WRITE -> hasRoomAgain();
                    default -> false;
                };
        return goesOn ? SocketState.UPGRADED : SocketState.CLOSED;
    }

    private boolean isThere() {
        byte[] dropped = new byte[DROPPED];
        try {
            int count = DROPPED;
            for (int piece = 0; count == DROPPED && piece < MOST_DROPPED; piece++) {
                count = socket().read(false, dropped, 0, DROPPED);
            }
            return count >= 0;
        } catch (IOException gone) {
            return false;
        }
    }

    private boolean hasRoomAgain() {
        try {
            events().goOn();
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** Whether it takes a piece now; if it does not, events go on when it does. */
    public boolean isReady() {
        waits = waits || !socket().isReadyForWrite();
        return !waits;
    }

    /** Writes a piece, which is sent with the next {@link #flush} or before. */
    public void write(byte[] piece) throws IOException {
        socket().write(false, piece, 0, piece.length);
    }

    /** Sends what was written; what finds no room goes when there is. */
    public void flush() throws IOException {
        waits = socket().flush(false);
        if (waits) {
            socket().registerWriteInterest();
        }
    }

    /** Nothing more comes: has a thread of the container close it, which whoever says so is often none of. */
    public void end() {
        socket().processSocket(SocketEvent.DISCONNECT, true);
    }

    /** The socket is closed, whoever did it. */
    @Override
    public void destroy() {
        events().close();
    }

    @Override
    public void timeoutAsync(long now) {
        // Services send signs of life; what stays away is noticed on their side.
    }

    @Override
    public void setSslSupport(@Nullable SSLSupport support) {
        // Nothing is asked about the caller any more.
    }

    @Override
    public void pause() {
        // The gateway ends its streams itself before it stops.
    }
}
