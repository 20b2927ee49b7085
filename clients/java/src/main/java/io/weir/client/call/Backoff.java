package io.weir.client.call;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait between two attempts of a call.
 *
 * @param first the longest wait after the first failure; it doubles with each further one
 */
public record Backoff(Duration first) {

    static final Duration LONGEST = Duration.ofSeconds(10);
    private static final String SECONDS = "\\d{1,9}";

    /** What an answer asks for by {@code Retry-After}; zero where it says nothing, or a date. */
    public static Duration asked(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches(SECONDS))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
    }

    /**
     * Half of the longest at least, so that callers who failed together do not come back together; what the answer asks for, where
     * that is more; and never more than {@link #LONGEST}.
     *
     * @param failures so far, 1 or more
     * @param asked what the answer asks for; zero where it says nothing
     */
    public Duration after(int failures, Duration asked) {
        long longest = Math.min(LONGEST.toMillis(), first.toMillis() << Math.min(failures - 1, 20));
        long jittered = longest - ThreadLocalRandom.current().nextLong(longest / 2 + 1);
        return Duration.ofMillis(Math.min(LONGEST.toMillis(), Math.max(asked.toMillis(), jittered)));
    }
}
