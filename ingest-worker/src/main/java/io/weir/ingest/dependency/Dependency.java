package io.weir.ingest.dependency;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import io.github.resilience4j.retry.Retry;
import io.weir.client.ApiException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing outside of this process that pipelines cannot go on without. All who need it share its places, so that it holds a
 * bounded number of threads when it is slow, and its breaker, so that all of them leave it alone when it is away; one call
 * then finds out whether it is back. A call costs some hundred nanoseconds more, and no thread.
 */
public final class Dependency {

    private final String name;
    private final CurrentOutage outage;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final Retry retry;
    private final Pauses pauses;
    private volatile String reason = "";

    Dependency(
            String name, CurrentOutage outage, CircuitBreaker breaker, Bulkhead bulkhead, Retry retry, Pauses pauses) {
        this.name = name;
        this.outage = outage;
        this.breaker = breaker;
        this.bulkhead = bulkhead;
        this.retry = retry;
        this.pauses = pauses;
    }

    /** Tells by what it is known to be away from now on. */
    void isAwayBy(Outage told) {
        outage.is(told);
    }

    /** What is asked of it. */
    @FunctionalInterface
    public interface Call<T extends @Nullable Object, X extends Exception> {
        T make() throws X;
    }

    /**
     * Makes a call that may be made twice: where it had no answer at all, it is, a moment later.
     *
     * @throws DependencyAwayException if it was not made
     */
    @SuppressWarnings("unchecked")
    public <T extends @Nullable Object, X extends Exception> T ask(Call<T, X> call) throws X {
        try {
            return retry.executeCheckedSupplier(() -> tell(call));
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable failed) {
            // Nothing else is thrown by the call.
            throw (X) failed;
        }
    }

    /**
     * Makes a call once: what became of one that had no answer, only what is stored can tell.
     *
     * @throws DependencyAwayException if it was not made
     */
    public <T extends @Nullable Object, X extends Exception> T tell(Call<T, X> call) throws X {
        enter();
        try {
            return observed(call);
        } finally {
            bulkhead.onComplete();
        }
    }

    /**
     * As {@link #ask}, over HTTP: an answer that nobody is there counts as none, and is given back nevertheless.
     *
     * @throws DependencyAwayException if it was not sent
     */
    @SuppressWarnings("unchecked")
    public <B> HttpResponse<B> send(HttpClient http, HttpRequest request, BodyHandler<B> body)
            throws IOException, InterruptedException {
        try {
            return retry.executeCheckedSupplier(() -> tell(() -> present(http.send(request, body))));
        } catch (AwayAnswerException away) {
            return (HttpResponse<B>) away.answer();
        } catch (IOException | InterruptedException | RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static <B> HttpResponse<B> present(HttpResponse<B> answer) {
        if (Outage.isToldBy(answer.statusCode())) {
            throw new AwayAnswerException(answer);
        }
        return answer;
    }

    /** Takes note of a failure that was met in something else than a call of these, such as a stream of what it sends. */
    public void failed(Throwable failure) {
        if (breaker.tryAcquirePermission()) {
            note(0, failure);
        }
    }

    /** Whether it failed lately, and nobody knows whether it is back. */
    public boolean isDoubtful() {
        return breaker.getState() == CircuitBreaker.State.OPEN || breaker.getState() == CircuitBreaker.State.HALF_OPEN;
    }

    private void enter() {
        try {
            bulkhead.acquirePermission();
        } catch (BulkheadFullException | AcquirePermissionCancelledException full) {
            throw new DependencyAwayException(
                    name + " has as many calls at once as weir.ingest.dependencies.calls-at-once lets it have",
                    Instant.now().plus(Duration.ofSeconds(1)),
                    full);
        }
    }

    private <T extends @Nullable Object, X extends Exception> T observed(Call<T, X> call) throws X {
        try {
            breaker.acquirePermission();
        } catch (CallNotPermittedException open) {
            Instant until = pauses.until();
            throw new DependencyAwayException(
                    name + " did not answer lately, and is called again at " + until + reason, until, open);
        }
        long began = breaker.getCurrentTimestamp();
        try {
            T answer = call.make();
            breaker.onSuccess(breaker.getCurrentTimestamp() - began, breaker.getTimestampUnit());
            return answer;
        } catch (Throwable failed) {
            note(breaker.getCurrentTimestamp() - began, failed);
            throw failed;
        }
    }

    private void note(long duration, Throwable failed) {
        if (outage.isSeenIn(failed)) {
            reason = " (" + told(failed) + ")";
        }
        breaker.onError(duration, breaker.getTimestampUnit(), failed);
    }

    /** In a few words, without what it may have repeated of what it was sent. */
    private static String told(Throwable failed) {
        if (failed instanceof ApiException answered && answered.getCode() != 0) {
            return "it answers with status " + answered.getCode();
        }
        if (failed instanceof AwayAnswerException answered) {
            return "it " + answered.getMessage();
        }
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }
}
