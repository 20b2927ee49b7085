package io.weir.platform.gateway.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.coyote.BadRequestException;
import org.apache.coyote.CloseNowException;
import org.springframework.http.HttpHeaders;

/** What is left of a request's body when its answer is given. */
final class UnreadBody {

    private static final String NOT_WAITED_FOR = UnreadBody.class.getName();
    private static final int MOST_BYTES = 8 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private UnreadBody() {}

    static boolean isPossible(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    /** Has no thread wait for what this caller still sends. */
    static void doNotWait(HttpServletRequest request) {
        request.setAttribute(NOT_WAITED_FOR, true);
    }

    /**
     * Lets the caller send the rest, so that it sees the answer and not a broken connection; after 5 seconds or 8 MB of it,
     * the connection is closed. The container, left to it, would wait for each next byte anew.
     *
     * @throws CloseNowException if the rest did not come in time
     */
    static void drop(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean failed = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null;
        // Where it could not be read, the container answers so and closes the connection.
        if (failed || request.isAsyncStarted() || request.getHeader(HttpHeaders.EXPECT) != null) {
            return;
        }
        var body = request.getInputStream();
        if (body.isFinished()) {
            return;
        }
        response.flushBuffer();
        boolean waits = request.getAttribute(NOT_WAITED_FOR) == null;
        boolean ended = waits ? isRead(body) : isRead(body, body.available());
        if (!ended && !body.isFinished()) {
            throw new CloseNowException("The rest of the body did not come");
        }
    }

    private static boolean isRead(InputStream body) throws CloseNowException {
        byte[] buffer = new byte[32 * 1024];
        long until = System.nanoTime() + PATIENCE.toNanos();
        int left = MOST_BYTES;
        try {
            for (int count = 0; count >= 0; count = body.read(buffer)) {
                left -= count;
                if (left < 0 || System.nanoTime() > until) {
                    return false;
                }
            }
            return true;
        } catch (BadRequestException gone) {
            throw new CloseNowException("The rest of the body did not come", gone);
        } catch (IOException closed) {
            // Whoever closes the answer closes the body with it. The container takes the rest off the connection then.
            return true;
        }
    }

    private static boolean isRead(InputStream body, int available) throws IOException {
        body.skipNBytes(Math.min(available, MOST_BYTES));
        return false;
    }
}
