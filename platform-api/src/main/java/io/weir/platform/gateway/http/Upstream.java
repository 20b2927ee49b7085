package io.weir.platform.gateway.http;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.core.functions.CheckedSupplier;
import io.github.resilience4j.retry.Retry;
import io.weir.platform.gateway.GatewayProblem;
import io.weir.platform.gateway.Service;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * One service behind the gateway. Its permits bound the gateway's threads that the service can hold, from the first
 * byte sent to the last one read; the breaker answers at once while the service is known to be away.
 */
final class Upstream implements AutoCloseable {

    private final Service service;
    private final HttpHost host;
    private final CloseableHttpClient client;
    private final CircuitBreaker breaker;
    private final CallPermits permits;
    private final Retry retry;
    private final EventStreams events;
    private final OpenStreams streams;

    Upstream(
            Service service,
            HttpHost host,
            CloseableHttpClient client,
            CircuitBreaker breaker,
            CallPermits permits,
            Retry retry,
            EventStreams events,
            OpenStreams streams) {
        this.service = service;
        this.host = host;
        this.client = client;
        this.breaker = breaker;
        this.permits = permits;
        this.retry = retry;
        this.events = events;
        this.streams = streams;
    }

    /**
     * Sends a call and returns as soon as the answer begins.
     *
     * @throws ProblemException when the service does not answer, or may not be asked now
     * @throws IOException when the caller's own body could not be read
     */
    ServerResponse send(UpstreamCall call) throws IOException {
        Runnable release = permits.take(call.caller());
        try {
            return call.asksForEvents() ? listen(call, release) : answer(call, release);
        } catch (IOException | RuntimeException failure) {
            release.run();
            throw failure;
        }
    }

    private ServerResponse answer(UpstreamCall call, Runnable release) throws IOException {
        ClassicHttpResponse response = guarded(call, () -> client.executeOpen(host, call.request(), null));
        if (UpstreamAnswer.isEndless(response) && call.repeatable()) {
            // Whoever takes anything may get events; they are asked for again where waiting for them takes no thread.
            new UpstreamAnswer(call, response, () -> {}).close();
            return listen(call, release);
        }
        return new ProxiedResponse(new UpstreamAnswer(call, response, release));
    }

    /** Listeners are counted apart from calls: they stay for hours, and any number of them must leave room for calls. */
    private ServerResponse listen(UpstreamCall call, Runnable release) throws IOException {
        EventAnswer.Begun begun = guarded(call, () -> events.ask(call.request()));
        if (!UpstreamAnswer.isEndless(begun.head())) {
            return new ProxiedResponse(new UpstreamAnswer(call, begun.head(), release));
        }
        if (!streams.add(begun.pump(), call.token().get())) {
            begun.pump().close();
            throw unavailable("has as many listeners as the gateway lets there be", Duration.ofSeconds(5), null);
        }
        release.run();
        return new EventResponse(begun.head(), begun.pump());
    }

    private <T> T guarded(UpstreamCall call, CheckedSupplier<T> once) throws IOException {
        CheckedSupplier<T> guarded = CircuitBreaker.decorateCheckedSupplier(breaker, once);
        try {
            return call.repeatable()
                    ? Retry.decorateCheckedSupplier(retry, guarded).get()
                    : guarded.get();
        } catch (CallNotPermittedException open) {
            throw unavailable("did not answer lately and is not asked for a moment", openFor(), open);
        } catch (CallerFailure | RuntimeException notTheService) {
            throw notTheService;
        } catch (IOException failure) {
            throw unavailable("does not answer", openFor(), failure);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Duration openFor() {
        long millis = breaker.getCircuitBreakerConfig()
                .getWaitIntervalFunctionInOpenState()
                .apply(1);
        return Duration.ofMillis(Math.max(millis, 1000));
    }

    private ProblemException unavailable(String what, Duration retryAfter, @Nullable Throwable cause) {
        return new ProblemException(GatewayProblem.SERVICE_UNAVAILABLE, service.label() + " " + what, retryAfter, cause)
                .with("service", service.label());
    }

    @Override
    public void close() throws IOException {
        events.close();
        client.close();
    }
}
