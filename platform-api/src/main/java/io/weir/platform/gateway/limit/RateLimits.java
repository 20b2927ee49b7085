package io.weir.platform.gateway.limit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The limit of each caller, in bounded memory whatever the number of callers. Kept in this process: of several gateways,
 * each gives a caller its whole limit. Cost: one look-up and one short lock a call.
 */
@Component
public class RateLimits {

    private static final String OTHERS = "";
    private static final long BETWEEN_CLEANINGS = TimeUnit.SECONDS.toNanos(1);

    private final RateLimitSettings settings;
    private final LongSupplier clock;
    private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();
    private final AtomicLong cleanedAt;

    @Autowired
    RateLimits(RateLimitSettings settings) {
        this(settings, System::nanoTime);
    }

    RateLimits(RateLimitSettings settings, LongSupplier clock) {
        this.settings = settings;
        this.clock = clock;
        this.cleanedAt = new AtomicLong(clock.getAsLong() - BETWEEN_CLEANINGS);
    }

    /**
     * Takes one call of a caller's limit.
     *
     * @return zero, or how long the caller has to wait for its next call
     */
    public Duration take(String caller) {
        if (settings.perSecond() == 0) {
            return Duration.ZERO;
        }
        long now = clock.getAsLong();
        TokenBucket known = buckets.get(caller);
        return (known == null ? bucket(caller, now) : known).take(now);
    }

    private TokenBucket bucket(String caller, long now) {
        if (buckets.size() >= settings.callers()) {
            forgetIdle(now);
        }
        String key = buckets.size() >= settings.callers() ? OTHERS : caller;
        return buckets.computeIfAbsent(key, added -> new TokenBucket(settings.perSecond(), settings.burst(), now));
    }

    /** Walks through all callers, so not with every call. */
    private void forgetIdle(long now) {
        long before = cleanedAt.get();
        if (now - before >= BETWEEN_CLEANINGS && cleanedAt.compareAndSet(before, now)) {
            buckets.values().removeIf(bucket -> bucket.isFull(now));
        }
    }

    int callers() {
        return buckets.size();
    }
}
