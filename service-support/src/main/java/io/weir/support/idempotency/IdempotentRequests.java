package io.weir.support.idempotency;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.support.TransactionOperations;

/** Does the work of a request once for each {@code Idempotency-Key} of a caller. */
public final class IdempotentRequests {

    /** Header in which a caller names a request that it may send again. */
    public static final String HEADER = "Idempotency-Key";

    /** Header that tells a repeated answer from a first one. */
    public static final String REPLAYED = "Idempotency-Replayed";

    /** PostgreSQL's {@code lock_not_available}. */
    private static final String LOCK_TIMEOUT = "55P03";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final FirstAnswers answers;
    private final Fingerprints fingerprints;
    private final TransactionOperations transactions;

    IdempotentRequests(FirstAnswers answers, Fingerprints fingerprints, TransactionOperations transactions) {
        this.answers = answers;
        this.fingerprints = fingerprints;
        this.transactions = transactions;
    }

    /**
     * Answers a request: by {@code work} in one transaction the first time, by what that answered from then on. Work that
     * throws leaves nothing behind, so that the next attempt does it. Two requests with one key at the same time wait for
     * one another.
     *
     * @param key what the caller sent; null does the work without any of this, in no transaction
     * @param operation what is done, with the names in its path, as in {@code "createTopic orders"}
     * @param request the body
     * @param answer type of the answer's body
     * @throws ProblemException 422 where the key is none, or came with another request of this caller before; 409 where the
     *     first one takes too long
     */
    public <T> ResponseEntity<T> once(
            @Nullable String key, String operation, Object request, Class<T> answer, Supplier<ResponseEntity<T>> work) {
        if (key == null) {
            return work.get();
        }
        return kept(CallersKey.of(key), fingerprints.of(operation, request), answer, work);
    }

    /**
     * The same for work that leaves the same behind however often it is done, and that waits for others: it is done in no
     * transaction, so that no connection is held meanwhile, and nothing is noted before it is answered. Who dies or fails in
     * it leaves nothing to those who repeat the request.
     *
     * @param work as for {@link #once}; two requests with one key at the same time both do it, and both are answered what the
     *     first of them to end was
     */
    public <T> ResponseEntity<T> repeatably(
            @Nullable String key, String operation, Object request, Class<T> answer, Supplier<ResponseEntity<T>> work) {
        if (key == null) {
            return work.get();
        }
        CallersKey asked = CallersKey.of(key);
        String fingerprint = fingerprints.of(operation, request);
        Optional<ResponseEntity<T>> before = answers.find(asked, fingerprint, answer);
        if (before.isPresent()) {
            return before.get();
        }
        ResponseEntity<T> given = work.get();
        return kept(asked, fingerprint, answer, () -> given);
    }

    /**
     * Forgets what callers were answered who are gone, within the caller's transaction where it has one: whoever comes by such a name
     * is somebody else, and what was answered may be a secret. Looks at all keys of a day, however many go at once.
     *
     * @param callers each as in {@code token:deploy}
     */
    public void forget(Collection<String> callers) {
        answers.forget(callers);
    }

    private <T> ResponseEntity<T> kept(
            CallersKey key, String fingerprint, Class<T> answer, Supplier<ResponseEntity<T>> work) {
        try {
            ResponseEntity<T> given =
                    transactions.execute(transaction -> inTransaction(key, fingerprint, answer, work));
            return Objects.requireNonNull(given);
        } catch (StillInFlightException inFlight) {
            throw stillInFlight(inFlight);
        }
    }

    private static ProblemException stillInFlight(StillInFlightException inFlight) {
        return new ProblemException(
                CommonProblem.IDEMPOTENCY_KEY_IN_USE,
                "A request with this Idempotency-Key is still being answered; repeat it later.",
                RETRY_AFTER,
                inFlight);
    }

    private <T> ResponseEntity<T> inTransaction(
            CallersKey key, String fingerprint, Class<T> answer, Supplier<ResponseEntity<T>> work) {
        Optional<String> noted = claim(key, fingerprint);
        if (noted.isEmpty()) {
            // What was met may have been forgotten since, after its day: the next attempt is the first one.
            return answers.find(key, fingerprint, answer).orElseThrow(() -> new StillInFlightException(null));
        }
        ResponseEntity<T> given = work.get();
        answers.keep(noted.get(), given);
        return given;
    }

    private Optional<String> claim(CallersKey key, String fingerprint) {
        try {
            return answers.claim(key, fingerprint);
        } catch (UncategorizedSQLException failed) {
            SQLException cause = failed.getSQLException();
            if (cause != null && LOCK_TIMEOUT.equals(cause.getSQLState())) {
                throw new StillInFlightException(failed);
            }
            throw failed;
        }
    }

    /** Thrown out of the transaction, which cannot go on after a lock timeout. */
    private static final class StillInFlightException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StillInFlightException(@Nullable Throwable cause) {
            super(cause);
        }
    }
}
