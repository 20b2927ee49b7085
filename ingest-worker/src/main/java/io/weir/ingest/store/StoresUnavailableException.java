package io.weir.ingest.store;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The platform does not say what a store is; later it may. */
public final class StoresUnavailableException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public StoresUnavailableException(String message, @Nullable Throwable cause) {
        super(CommonProblem.UNAVAILABLE, message, Duration.ofSeconds(1), cause);
    }
}
