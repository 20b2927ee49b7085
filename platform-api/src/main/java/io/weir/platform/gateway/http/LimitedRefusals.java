package io.weir.platform.gateway.http;

import io.weir.platform.gateway.limit.RefusalLimits;
import io.weir.support.identity.Refusals;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Answers 429 to an address from which too many calls come without a valid token. It is the answer that is limited, after the
 * token was looked at: others may call from behind the same address, and a valid token opens at any time.
 */
@Component
class LimitedRefusals implements Refusals {

    private static final String DETAIL = "Calls without a valid token come from this address more often than its limit"
            + " allows; one with a valid token is answered";

    private final RefusalLimits limits;

    LimitedRefusals(RefusalLimits limits) {
        this.limits = limits;
    }

    @Override
    public ProblemException answer(HttpServletRequest request, ProblemException refused) {
        Duration wait = limits.take(CallerAddress.network(request.getRemoteAddr()));
        return wait.isZero() ? refused : new ProblemException(CommonProblem.RATE_LIMITED, DETAIL, wait, refused);
    }
}
