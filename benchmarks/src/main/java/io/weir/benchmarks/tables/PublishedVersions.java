package io.weir.benchmarks.tables;

import io.weir.benchmarks.measure.Samples;
import io.weir.delta.LogFileNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Looks when the log files of some tables appear, as a reader would see them, and compares with when they were committed. */
final class PublishedVersions {

    private static final long BETWEEN_LOOKS = 5_000_000;
    private static final double MILLISECONDS = 1000;

    private record Version(int table, long version) {}

    private final List<Path> tables;
    private final long[] next;
    private final Map<Version, Long> committed = new ConcurrentHashMap<>();
    private final Map<Version, Long> seen = new ConcurrentHashMap<>();

    /**
     * @param tables their folders
     * @param first the first version that is looked for in each
     */
    PublishedVersions(List<Path> tables, long first) {
        this.tables = tables;
        this.next = new long[tables.size()];
        java.util.Arrays.fill(next, first);
    }

    /**
     * A version is there for the service.
     *
     * @param millis its in-commit timestamp
     */
    void committed(int table, long version, long millis) {
        committed.put(new Version(table, version), millis);
    }

    /** One look at all tables: some 5 ms after the last, so that looking costs little. */
    void look() {
        LockSupport.parkNanos(BETWEEN_LOOKS);
        for (int table = 0; table < next.length; table++) {
            Path log = tables.get(table).resolve(LogFileNames.LOG_FOLDER);
            while (Files.exists(log.resolve(LogFileNames.commit(next[table])))) {
                seen.put(new Version(table, next[table]++), System.currentTimeMillis());
            }
        }
    }

    /** Whether all that was committed has appeared. */
    boolean isComplete() {
        return seen.keySet().containsAll(committed.keySet());
    }

    /** How long after its commit each version appeared that was committed since a time; seconds. */
    Samples lagsSince(long millis) {
        Samples lags = new Samples();
        committed.forEach((version, time) -> {
            Long appeared = seen.get(version);
            if (time >= millis && appeared != null) {
                lags.add(Math.max(0, appeared - time) / MILLISECONDS);
            }
        });
        return lags;
    }
}
