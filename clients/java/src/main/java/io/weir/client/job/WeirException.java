package io.weir.client.job;

import org.jspecify.annotations.Nullable;

/** A call failed. Its message says the request's id and the run's. */
public class WeirException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String code;
    private final @Nullable String requestId;
    private final @Nullable String runId;

    WeirException(
            String message,
            int status,
            @Nullable String code,
            @Nullable String requestId,
            @Nullable String runId,
            @Nullable Throwable cause) {
        super(
                message + " (status=" + status + ", code=" + code + ", requestId=" + requestId + ", runId=" + runId
                        + ")",
                cause);
        this.status = status;
        this.code = code;
        this.requestId = requestId;
        this.runId = runId;
    }

    /** Of the answer; 0 where there was none. */
    public int status() {
        return status;
    }

    /** Stable name of the problem, as in {@code run-not-found}. */
    public @Nullable String code() {
        return code;
    }

    /** To find the call in the service's log. */
    public @Nullable String requestId() {
        return requestId;
    }

    /** The run that the call was about. */
    public @Nullable String runId() {
        return runId;
    }

    /** 401 or 403: who calls is unknown, or may not do this. */
    public static final class Auth extends WeirException {
        private static final long serialVersionUID = 1L;

        Auth(String message, int status, @Nullable String code, @Nullable String requestId, @Nullable String runId) {
            super(message, status, code, requestId, runId, null);
        }
    }

    /** 404. */
    public static final class NotFound extends WeirException {
        private static final long serialVersionUID = 1L;

        NotFound(
                String message, int status, @Nullable String code, @Nullable String requestId, @Nullable String runId) {
            super(message, status, code, requestId, runId, null);
        }
    }

    /** 409 or 412: something else came first. */
    public static final class Conflict extends WeirException {
        private static final long serialVersionUID = 1L;

        Conflict(
                String message, int status, @Nullable String code, @Nullable String requestId, @Nullable String runId) {
            super(message, status, code, requestId, runId, null);
        }
    }

    /** No answer; whether the call arrived is unknown. */
    public static final class TransientNetwork extends WeirException {
        private static final long serialVersionUID = 1L;

        TransientNetwork(String message, @Nullable String requestId, @Nullable String runId, Throwable cause) {
            super(message, 0, null, requestId, runId, cause);
        }
    }

    /** 5xx or 429: not now. */
    public static final class Server extends WeirException {
        private static final long serialVersionUID = 1L;

        Server(String message, int status, @Nullable String code, @Nullable String requestId, @Nullable String runId) {
            super(message, status, code, requestId, runId, null);
        }
    }

    static WeirException of(
            int status, String message, @Nullable String code, @Nullable String requestId, @Nullable String runId) {
        return switch (status) {
            case 401, 403 -> new Auth(message, status, code, requestId, runId);
            case 404 -> new NotFound(message, status, code, requestId, runId);
            case 409, 412 -> new Conflict(message, status, code, requestId, runId);
            default ->
                status >= 500 || status == 429
                        ? new Server(message, status, code, requestId, runId)
                        : new WeirException(message, status, code, requestId, runId, null);
        };
    }
}
