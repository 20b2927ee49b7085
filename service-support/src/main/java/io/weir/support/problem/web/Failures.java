package io.weir.support.problem.web;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.client.ResourceAccessException;

/** What a failure that no feature foresaw is told to the caller as. */
final class Failures {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** What PostgreSQL says of NUL: {@code character_not_in_repertoire} of texts, {@code untranslatable_character} of JSON. */
    private static final Set<String> UNSTORABLE = Set.of("22021", "22P05");

    private Failures() {}

    static ProblemException explain(Throwable failure) {
        ProblemException meant = find(failure, ProblemException.class);
        if (meant != null) {
            return meant;
        }
        if (find(failure, InvalidParameterException.class) != null) {
            return new ProblemException(
                    CommonProblem.MALFORMED_REQUEST, "The query has something that is no UTF-8 text.", null, failure);
        }
        if (isUnstorable(find(failure, SQLException.class))) {
            return new ProblemException(
                    CommonProblem.INVALID_REQUEST,
                    "A text of the request has the character NUL, which is allowed nowhere.",
                    null,
                    failure);
        }
        String database = ofDatabase(failure);
        if (database != null) {
            return ProblemException.unavailable(database, RETRY_AFTER, failure);
        }
        if (find(failure, ResourceAccessException.class) != null) {
            return ProblemException.unavailable(
                    "A service that is needed for this does not answer; try again later.", RETRY_AFTER, failure);
        }
        return new ProblemException(
                CommonProblem.INTERNAL,
                "The service failed. Its log has the reason under this requestId.",
                null,
                failure);
    }

    private static boolean isUnstorable(@Nullable SQLException refused) {
        return refused != null && refused.getSQLState() != null && UNSTORABLE.contains(refused.getSQLState());
    }

    /** What is to be said of a database that failed, by what is known of the request then; null for other failures. */
    private static @Nullable String ofDatabase(Throwable failure) {
        if (find(failure, CannotCreateTransactionException.class) != null) {
            return "The database does not answer; try again later.";
        }
        if (find(failure, TransientDataAccessException.class) != null) {
            return "The database gave this request up, as it was in another's way or took too long; try again.";
        }
        // A rollback that fails on a broken connection hides what broke it.
        boolean broken = find(failure, DataAccessResourceFailureException.class) != null
                || find(failure, TransactionException.class) != null;
        return broken
                ? "The database broke off during this request: whether it was carried out is not known. Repeat it; with"
                        + " the same Idempotency-Key, or the same transactions in a commit, it happens once."
                : null;
    }

    /** The first of this type in a chain of causes. */
    static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }
}
