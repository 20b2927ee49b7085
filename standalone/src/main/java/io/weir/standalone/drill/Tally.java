package io.weir.standalone.drill;

import java.util.ArrayList;
import java.util.List;

/** How calls went. */
final class Tally {

    private static final int EXAMPLES = 10;

    private long calls;
    private long answered;
    private long attempts;
    private long longestNanos;
    private final List<String> failures = new ArrayList<>();

    synchronized void add(boolean answer, long tries, long nanos) {
        calls++;
        answered += answer ? 1 : 0;
        attempts += tries;
        longestNanos = Math.max(longestNanos, nanos);
    }

    /** What was answered, but not as it should have been; a single one makes the drill fail. */
    synchronized void fail(String what) {
        if (failures.size() < EXAMPLES) {
            failures.add(what);
        }
    }

    synchronized long calls() {
        return calls;
    }

    synchronized long answered() {
        return answered;
    }

    synchronized long retries() {
        return attempts - calls;
    }

    synchronized double longestSeconds() {
        return longestNanos / 1e9;
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }
}
