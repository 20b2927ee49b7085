package io.weir.platform.gateway.limit;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** The limit of each address from which calls come that bring no valid token, in bounded memory whatever their number. */
@Component
public class RefusalLimits {

    private final RateLimits limits;

    RefusalLimits(RefusalLimitSettings settings) {
        limits = new RateLimits(
                new RateLimitSettings(settings.perSecond(), settings.burst(), settings.addresses()), System::nanoTime);
    }

    /**
     * Takes one refusal of an address's limit.
     *
     * @return zero, or how long it has to wait until it is told again why it is not let in
     */
    public Duration take(String address) {
        return limits.take(address);
    }
}
