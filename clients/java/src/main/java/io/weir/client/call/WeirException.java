package io.weir.client.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A call failed. Its message says the request's id and the run's. */
public class WeirException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    WeirException(String message, Refusal refusal, @Nullable Throwable cause) {
        super(message + " (" + refusal + ")", cause);
        this.refusal = refusal;
    }

    private WeirException(Refusal refusal) {
        this(refusal.sentence(), refusal, null);
    }

    /** Of what a client itself looks for, among what it was answered. */
    public static NotFound notFound(String sentence) {
        return new NotFound(sentence);
    }

    /** Of the answer; 0 where there was none. */
    public int status() {
        return refusal.status();
    }

    /** Stable name of the problem, as in {@code run-not-found}. */
    public @Nullable String code() {
        return refusal.code();
    }

    /** To find the call in the platform's log. */
    public @Nullable String requestId() {
        return refusal.requestId();
    }

    /** The run that the call was about. */
    public @Nullable String runId() {
        return refusal.runId();
    }

    /** The answer's problem document, with the members that each problem has of its own; missing where there was none. */
    public JsonNode problem() {
        return refusal.problem();
    }

    /** What the answer asks to wait before the call is made again; zero where it says nothing. */
    public Duration retryAfter() {
        return refusal.retryAfter();
    }

    /** 401: the token is missing, unknown, expired or revoked. 403 is {@link Permission}. */
    public static sealed class Auth extends WeirException permits Permission {
        private static final long serialVersionUID = 1L;

        private Auth(Refusal refusal) {
            super(refusal);
        }
    }

    /** 403: who calls may not do this. */
    public static final class Permission extends Auth {
        private static final long serialVersionUID = 1L;

        private Permission(Refusal refusal) {
            super(refusal);
        }
    }

    /** 404 of the platform: what the call is about is not there. Of an address where no platform answers nothing follows. */
    public static final class NotFound extends WeirException {
        private static final long serialVersionUID = 1L;

        private NotFound(Refusal refusal) {
            super(refusal);
        }

        private NotFound(String sentence) {
            super(sentence, new Refusal(404, null, null, null, MissingNode.getInstance(), Duration.ZERO), null);
        }
    }

    /** 409 or 412: something else came first. */
    public static sealed class Conflict extends WeirException permits AlreadyExists, InUse {
        private static final long serialVersionUID = 1L;

        private Conflict(Refusal refusal) {
            super(refusal);
        }
    }

    /** 409: the name is taken. */
    public static final class AlreadyExists extends Conflict {
        private static final long serialVersionUID = 1L;

        private AlreadyExists(Refusal refusal) {
            super(refusal);
        }
    }

    /** 409: others use it. */
    public static final class InUse extends Conflict {
        private static final long serialVersionUID = 1L;

        private InUse(Refusal refusal) {
            super(refusal);
        }

        /** Those that the caller may know of. */
        public List<String> users() {
            return StreamSupport.stream(problem().path("users").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
        }
    }

    /** Another 4xx, or a redirect: the request must change before it is sent again. */
    public static sealed class InvalidConfiguration extends WeirException permits Sql {
        private static final long serialVersionUID = 1L;

        private InvalidConfiguration(Refusal refusal) {
            super(refusal);
        }
    }

    /** A query, a transform or a condition that is not taken. */
    public static final class Sql extends InvalidConfiguration {
        private static final long serialVersionUID = 1L;

        private Sql(Refusal refusal) {
            super(refusal);
        }
    }

    /** No answer; whether the call arrived is unknown. */
    public static final class TransientNetwork extends WeirException {
        private static final long serialVersionUID = 1L;

        TransientNetwork(String message, Refusal refusal, Throwable cause) {
            super(message, refusal, cause);
        }
    }

    /** 5xx or 429: not now. */
    public static final class Server extends WeirException {
        private static final long serialVersionUID = 1L;

        private Server(Refusal refusal) {
            super(refusal);
        }
    }

    static WeirException of(Refusal refusal) {
        return switch (refusal.status()) {
            case 401 -> new Auth(refusal);
            case 403 -> new Permission(refusal);
            case 404 -> absence(refusal);
            case 409, 412 -> conflict(refusal);
            default -> other(refusal);
        };
    }

    /** A proxy's page, and a gateway that has nothing at the address, do not say that what is looked for is not there. */
    private static WeirException absence(Refusal refusal) {
        String code = refusal.code() == null ? "" : refusal.code();
        return code.endsWith("-not-found") ? new NotFound(refusal) : new InvalidConfiguration(refusal);
    }

    private static WeirException conflict(Refusal refusal) {
        String code = refusal.code() == null ? "" : refusal.code();
        if (code.endsWith("-exists")) {
            return new AlreadyExists(refusal);
        }
        return code.endsWith("-in-use") ? new InUse(refusal) : new Conflict(refusal);
    }

    private static WeirException other(Refusal refusal) {
        if (refusal.status() >= 500 || refusal.status() == 429) {
            return new Server(refusal);
        }
        if (refusal.status() >= 300) {
            return refusal.isAboutSql() ? new Sql(refusal) : new InvalidConfiguration(refusal);
        }
        return new WeirException(refusal);
    }
}
