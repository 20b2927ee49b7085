package io.weir.ingest.dependency;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A dependency was not called at all, since it did not answer lately, or has as many calls as it may. Nothing was done. */
public final class DependencyAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Instant until;

    DependencyAwayException(String message, Instant until, Throwable cause) {
        super(message, cause);
        this.until = until;
    }

    /** When to call again: before, it would not be called either. */
    public Instant until() {
        return until;
    }

    /** From now until then; nothing if that is over. */
    public Duration remaining() {
        Duration remaining = Duration.between(Instant.now(), until);
        return remaining.isNegative() ? Duration.ZERO : remaining;
    }

    /** The one that a failure comes from, if it comes from one. */
    public static Optional<DependencyAwayException> in(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof DependencyAwayException away) {
                return Optional.of(away);
            }
        }
        return Optional.empty();
    }
}
