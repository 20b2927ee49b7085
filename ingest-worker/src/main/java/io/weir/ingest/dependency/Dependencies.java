package io.weir.ingest.dependency;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** What pipelines need from outside, each once in this process: services of the platform by their names, all else by its store. */
@Component
public final class Dependencies {

    private static final String STORE = "store ";

    private final DependencySettings settings;
    private final CircuitBreakerRegistry breakers;
    private final BulkheadRegistry bulkheads;
    private final RetryRegistry retries;
    private final Map<String, Dependency> known = new ConcurrentHashMap<>();

    @Autowired
    Dependencies(
            DependencySettings settings,
            CircuitBreakerRegistry breakers,
            BulkheadRegistry bulkheads,
            RetryRegistry retries) {
        this.settings = settings;
        this.breakers = breakers;
        this.bulkheads = bulkheads;
        this.retries = retries;
    }

    /** Those of nobody else, without metrics. */
    public Dependencies(DependencySettings settings) {
        this(settings, CircuitBreakerRegistry.ofDefaults(), BulkheadRegistry.ofDefaults(), RetryRegistry.ofDefaults());
    }

    /** A service of the platform. */
    public Dependency service(String name) {
        return named(name, Outage.OVER_HTTP);
    }

    /** What is behind a store over HTTP. */
    public Dependency store(String name) {
        return store(name, Outage.OVER_HTTP);
    }

    /**
     * What is behind a store.
     *
     * @param outage from now on: a store of the name may have become another one
     */
    public Dependency store(String name, Outage outage) {
        return named(STORE + name, outage);
    }

    /** Names of the stores that were asked for, and not forgotten since. */
    public Set<String> stores() {
        return known.keySet().stream()
                .filter(name -> name.startsWith(STORE))
                .map(name -> name.substring(STORE.length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Forgets a store that is not there any more, with its metrics. Whoever calls it nevertheless begins anew. */
    public void forgetStore(String name) {
        // Within the map's own step, so that nobody makes them meanwhile.
        known.computeIfPresent(STORE + name, (key, gone) -> {
            breakers.remove(key);
            bulkheads.remove(key);
            retries.remove(key);
            return null;
        });
    }

    private Dependency named(String name, Outage outage) {
        Dependency dependency = known.computeIfAbsent(name, this::open);
        dependency.isAwayBy(outage);
        return dependency;
    }

    private Dependency open(String name) {
        Pauses pauses = new Pauses(settings);
        CurrentOutage outage = new CurrentOutage();
        CircuitBreakerConfig breaker = CircuitBreakerConfig.custom()
                // What failed once an hour is no outage, however often it was in the end.
                .slidingWindow(
                        Math.toIntExact(settings.window().toSeconds()),
                        settings.leastCalls(),
                        SlidingWindowType.TIME_BASED)
                .failureRateThreshold(50)
                .waitIntervalFunctionInOpenState(pauses::begin)
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordException(outage::isSeenIn)
                .ignoreException(Outage::isStop)
                .build();
        BulkheadConfig bulkhead = BulkheadConfig.custom()
                .maxConcurrentCalls(settings.callsAtOnce())
                .maxWaitDuration(settings.longestWait())
                .build();
        RetryConfig retry = RetryConfig.custom()
                .maxAttempts(settings.attempts())
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(settings.firstRetry(), 2.0, 0.5))
                .retryOnException(Dependencies::isWorthRepeating)
                .build();
        return new Dependency(
                name,
                outage,
                breakers.circuitBreaker(name, breaker),
                bulkheads.bulkhead(name, bulkhead),
                retries.retry(name, retry),
                pauses);
    }

    /** Only what had no answer at all: who answers, even that it cannot now, is not helped by another call at once. */
    private static boolean isWorthRepeating(Throwable failed) {
        return Outage.isSilence(failed) && !Outage.isLate(failed) && !Outage.isStop(failed);
    }
}
