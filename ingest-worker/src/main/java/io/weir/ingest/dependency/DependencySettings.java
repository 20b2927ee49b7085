package io.weir.ingest.dependency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How each thing that pipelines need from outside is called, and spared while it does not answer.
 *
 * @param callsAtOnce calls that one dependency has to answer at once, at most; others wait for a place
 * @param longestWait longest wait for a place among the calls that a dependency has at once
 * @param leastCalls calls within the window from which on a dependency is not called for a while if half of them had no answer
 * @param window time in which calls are counted
 * @param firstPause time in which a dependency is not called then; it doubles while trials fail
 * @param longestPause longest of such pauses, and so the longest until it is noticed that a dependency is back
 * @param attempts times that a call is made, at most, which had no answer at all and may be made twice
 * @param firstRetry wait before the second of these times, give or take half of it; it doubles
 */
@ConfigurationProperties("weir.ingest.dependencies")
public record DependencySettings(
        @DefaultValue("32") int callsAtOnce,
        @DefaultValue("10s") Duration longestWait,
        @DefaultValue("5") int leastCalls,
        @DefaultValue("60s") Duration window,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("10s") Duration longestPause,
        @DefaultValue("3") int attempts,
        @DefaultValue("50ms") Duration firstRetry) {

    public static final DependencySettings DEFAULTS = new DependencySettings(
            32,
            Duration.ofSeconds(10),
            5,
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            3,
            Duration.ofMillis(50));

    /** @throws IllegalArgumentException that names the setting whose value cannot be */
    public DependencySettings {
        require(callsAtOnce >= 1, "calls-at-once", "1 or more", callsAtOnce);
        require(!longestWait.isNegative(), "longest-wait", "0s or more", longestWait);
        require(leastCalls >= 1, "least-calls", "1 or more", leastCalls);
        require(window.toSeconds() >= 1, "window", "1s or more", window);
        require(firstPause.toMillis() >= 10, "first-pause", "10ms or more", firstPause);
        require(longestPause.compareTo(firstPause) >= 0, "longest-pause", "first-pause or more", longestPause);
        require(attempts >= 1, "attempts", "1 or more", attempts);
        require(firstRetry.toMillis() >= 1, "first-retry", "1ms or more", firstRetry);
    }

    private static void require(boolean possible, String setting, String allowed, Object found) {
        if (!possible) {
            throw new IllegalArgumentException(
                    "weir.ingest.dependencies." + setting + " must be " + allowed + ", not " + found);
        }
    }
}
