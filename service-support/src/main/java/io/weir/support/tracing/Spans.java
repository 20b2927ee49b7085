package io.weir.support.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.io.Serial;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Spans of what a request waits for. Work that belongs to no traced request is done as if this were not here, so that workers
 * that look for something to do every second leave no traces of it.
 */
public final class Spans {

    /** Where nothing is traced. */
    public static final Spans OFF = new Spans(Tracer.NOOP, Propagator.NOOP);

    private final Tracer tracer;
    private final Propagator propagator;

    Spans(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /** What may fail in one way. */
    public interface Work<T extends @Nullable Object, E extends Exception> {

        T run() throws E;
    }

    /** Whether this thread works for a request that is traced. */
    public boolean isTraced() {
        Span current = tracer.currentSpan();
        return current != null && !current.isNoop();
    }

    /** What this thread works for, for another thread to go on with; null if that is not traced. */
    public @Nullable TraceContext origin() {
        Span current = tracer.currentSpan();
        return current == null || current.isNoop() ? null : current.context();
    }

    /** Does work in a span of its own, where it belongs to a traced request. */
    public <T extends @Nullable Object, E extends Exception> T around(Step step, Work<T, E> work) throws E {
        return isTraced() ? within(started(step, UnaryOperator.identity()), work) : work.run();
    }

    /** As {@link #around(Step, Work)}, of work that does not throw what failed, but tells of it with what it did. */
    public <T, E extends Exception, F extends Exception> T around(
            Step step, Work<T, E> work, Function<T, Optional<F>> failure) throws E {
        if (!isTraced()) {
            return work.run();
        }
        Span span = started(step, UnaryOperator.identity());
        return within(span, () -> {
            T done = work.run();
            failure.apply(done).ifPresent(failed -> span.error(new Failed(failed)));
            return done;
        });
    }

    /** Whether there is anywhere to send traces to. */
    public boolean areOn() {
        return tracer != Tracer.NOOP;
    }

    /**
     * Does work that nobody asked for, such as a batch, in a trace of its own, by the share of those that are traced.
     *
     * @param since when it began, which may be before now
     */
    public <T extends @Nullable Object, E extends Exception> T beginning(Step step, Instant since, Work<T, E> work)
            throws E {
        return areOn() ? within(started(step, span -> at(since, span.setNoParent())), work) : work.run();
    }

    /** Tells of a part of what this thread does that is over already. */
    public void past(Step step, Instant from, Instant until) {
        if (isTraced()) {
            started(step, span -> at(from, span)).end(micros(until), TimeUnit.MICROSECONDS);
        }
    }

    private static Span.Builder at(Instant time, Span.Builder span) {
        return span.startTimestamp(micros(time), TimeUnit.MICROSECONDS);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** As {@link #around}, for a request that another thread has answered meanwhile; plainly where there is none. */
    public <T extends @Nullable Object, E extends Exception> T following(
            @Nullable TraceContext origin, Step step, Work<T, E> work) throws E {
        return origin == null ? work.run() : within(started(step, span -> span.setParent(origin)), work);
    }

    /**
     * As {@link #around}, of a call that the other side shall know the trace of.
     *
     * @param headers takes those of W3C's trace context, which stand in for the caller's own
     */
    public <T extends @Nullable Object, E extends Exception> T calling(
            Step step, BiConsumer<String, String> headers, Work<T, E> work) throws E {
        Span current = tracer.currentSpan();
        if (current == null) {
            return work.run();
        }
        if (current.isNoop()) {
            // The other side must know, too, that this request is none of those that are traced.
            pass(current, headers);
            return work.run();
        }
        Span span = started(step, UnaryOperator.identity());
        pass(span, headers);
        return within(span, work);
    }

    /** Has a call belong to the trace that this thread works for, if there is one. */
    public void pass(BiConsumer<String, String> headers) {
        Span current = tracer.currentSpan();
        if (current != null) {
            pass(current, headers);
        }
    }

    private void pass(Span span, BiConsumer<String, String> headers) {
        propagator.inject(span.context(), headers, (carrier, name, value) -> headers.accept(name, value));
    }

    private Span started(Step step, UnaryOperator<Span.Builder> parent) {
        Span.Builder builder = parent.apply(tracer.spanBuilder()).name(step.name());
        if (step.kind() != null) {
            builder = builder.kind(step.kind());
        }
        step.attributes().forEach(builder::tag);
        return builder.start();
    }

    private <T extends @Nullable Object, E extends Exception> T within(Span span, Work<T, E> work) throws E {
        Tracer.SpanInScope scope = tracer.withSpan(span);
        try {
            return work.run();
        } catch (Throwable failed) {
            span.error(new Failed(failed));
            throw failed;
        } finally {
            scope.close();
            span.end();
        }
    }

    /** That something failed, and in what way: texts of failures quote statements, values and addresses. */
    private static final class Failed extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        Failed(Throwable cause) {
            super(cause.getClass().getName(), null, false, false);
        }
    }
}
