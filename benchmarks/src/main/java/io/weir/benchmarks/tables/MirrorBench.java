package io.weir.benchmarks.tables;

import io.weir.benchmarks.measure.Samples;
import io.weir.benchmarks.report.Comparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * How long after a commit its log file can be read, while commits come to some tables at a rate that does not wait for
 * their answers.
 */
public final class MirrorBench {

    private static final int WRITERS = 16;
    private static final double LIMIT = 1;
    private static final int MOST = 95;
    private static final int ALL = 100;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final TableService service;
    private final Load load;
    private final Consumer<String> progress;
    private final AtomicInteger number = new AtomicInteger();
    private volatile long end;

    /**
     * What is committed.
     *
     * @param rate commits a second, to all tables together
     * @param seconds that count; a sixth of it goes before to warm up
     */
    public record Load(int tables, int rate, int seconds) {

        private int warmUp() {
            return Math.max(1, seconds / 6);
        }

        private int commits() {
            return rate * (warmUp() + seconds);
        }
    }

    public MirrorBench(TableService service, Load load, Consumer<String> progress) {
        this.service = service;
        this.load = load;
        this.progress = progress;
    }

    /** The lag, and whether the commits came as fast as they should. */
    public List<Comparison> run() throws Exception {
        PublishedVersions published = new PublishedVersions(tables(), 1);
        long begin = System.nanoTime();
        long counted = System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(load.warmUp());
        commitAll(published, begin);
        Samples lags = published.lagsSince(counted);
        double seconds = (end - begin) / 1e9 - load.warmUp();
        progress.accept(String.format(
                "%,d commits in %.1f s; lag %.3f s, 95 of 100 within %.3f s, all within %.3f s",
                lags.size(), seconds, lags.median(), lags.percentile(MOST), lags.percentile(ALL)));
        return List.of(
                Comparison.limit("mirror.lag.p95", lags.percentile(MOST), LIMIT, "s"),
                Comparison.speed("mirror.commits", lags.size() / seconds, load.rate(), "commits/s"));
    }

    private List<Path> tables() throws IOException, InterruptedException {
        List<Path> tables = new ArrayList<>();
        for (int table = 0; table < load.tables(); table++) {
            service.create(name(table), 10);
            tables.add(Path.of(service.location(name(table))));
        }
        return tables;
    }

    private void commitAll(PublishedVersions published, long begin) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                writers.add(threads.submit(() -> {
                    commit(published, begin);
                    return writers;
                }));
            }
            while (!writers.stream().allMatch(Future::isDone)) {
                published.look();
            }
            end = System.nanoTime();
            for (Future<?> writer : writers) {
                writer.get();
            }
            awaitRest(published);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Each commit has its time; whoever is free waits for it. */
    private void commit(PublishedVersions published, long begin) throws IOException, InterruptedException {
        for (int mine = number.getAndIncrement(); mine < load.commits(); mine = number.getAndIncrement()) {
            long due = begin + mine * TimeUnit.SECONDS.toNanos(1) / load.rate();
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            int table = mine % load.tables();
            TableService.Committed made = service.commit(name(table), GeneratedFiles.commit(mine, 1));
            published.committed(table, made.version(), made.timestamp().toEpochMilli());
        }
    }

    private static void awaitRest(PublishedVersions published) {
        long deadline = System.nanoTime() + PATIENCE;
        while (!published.isComplete()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the mirror did not become complete: the comparison is void");
            }
            published.look();
        }
    }

    private static String name(int table) {
        return "mirrored-" + table;
    }
}
