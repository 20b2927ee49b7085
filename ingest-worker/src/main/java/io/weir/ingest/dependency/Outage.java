package io.weir.ingest.dependency;

import io.weir.client.ApiException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.file.FileSystemException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * Tells from a failed call whether the one who was called is away. What it refuses, it answers; and what fails in it for one
 * request alone (500) does not keep it from answering others.
 */
@FunctionalInterface
public interface Outage {

    /** Of whatever is called over HTTP: no answer, or one of a gateway before it, or of itself, that it is not there now. */
    Outage OVER_HTTP = failed -> failed instanceof AwayAnswerException
            || (failed instanceof ApiException answered && isToldBy(answered.getCode()))
            || isSilence(failed);

    boolean isSeenIn(Throwable failed);

    /** Whether a status says that who was asked is not there: bad gateway, unavailable, gateway timeout. */
    static boolean isToldBy(int status) {
        return Set.of(502, 503, 504).contains(status);
    }

    /** Whether there was no answer. */
    static boolean isSilence(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (isTimeout(cause) || isOfLine(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfLine(Throwable failed) {
        return failed instanceof IOException
                && !(failed instanceof FileSystemException)
                && !(failed instanceof InterruptedIOException);
    }

    /** Whether the whole time for an answer went by: waited for again, it would hold twice as long what is waiting. */
    static boolean isLate(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (isTimeout(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTimeout(Throwable failed) {
        return failed instanceof TimeoutException
                || failed instanceof HttpTimeoutException
                || failed instanceof SocketTimeoutException;
    }

    /** Whether the caller was stopped, which says nothing of who was called. */
    static boolean isStop(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            boolean interrupted = cause instanceof InterruptedException
                    || (cause instanceof InterruptedIOException && !(cause instanceof SocketTimeoutException));
            if (interrupted) {
                return true;
            }
        }
        return false;
    }
}
