package io.weir.platform.gateway.http;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.weir.platform.gateway.GatewayProblem;
import io.weir.platform.gateway.Service;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.time.Duration;

/**
 * The calls that one service may be sent at once, each from its first byte to the last of its answer. One caller has three
 * of four at most: who reads its answers slowly leaves some to others.
 */
final class CallPermits {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Service service;
    private final Bulkhead bulkhead;
    private final CallerShares callers;

    CallPermits(Service service, Bulkhead bulkhead) {
        this.service = service;
        this.bulkhead = bulkhead;
        this.callers = new CallerShares(Math.max(1, bulkhead.getBulkheadConfig().getMaxConcurrentCalls() * 3 / 4));
    }

    /**
     * Takes a permit.
     *
     * @return gives it back, to be called once
     * @throws ProblemException 429 where the caller has its share, 503 where all together have what there is
     */
    Runnable take(String caller) {
        if (!callers.take(caller)) {
            String detail = "One caller may have " + callers.share() + " calls of " + service.label()
                    + " at once; read an answer to its end";
            throw new ProblemException(CommonProblem.RATE_LIMITED, detail, RETRY_AFTER, null);
        }
        if (!bulkhead.tryAcquirePermission()) {
            callers.giveBack(caller);
            throw new ProblemException(
                            GatewayProblem.SERVICE_UNAVAILABLE,
                            service.label() + " has as many calls as the gateway lets it have",
                            RETRY_AFTER,
                            null)
                    .with("service", service.label());
        }
        return () -> {
            bulkhead.onComplete();
            callers.giveBack(caller);
        };
    }
}
