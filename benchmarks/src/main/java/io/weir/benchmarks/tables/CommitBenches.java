package io.weir.benchmarks.tables;

import io.weir.benchmarks.measure.Samples;
import io.weir.benchmarks.measure.Warmth;
import io.weir.benchmarks.report.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Commits over HTTP, and by the same service without HTTP, beside bare transactions on the same PostgreSQL. The peer of
 * what comes over HTTP does not; what is called in the same process, and calls that do nothing, show how much of the difference
 * that is.
 */
public final class CommitBenches {

    private static final String UNIT = "commits/s";
    private static final int LARGE = 10_000;
    private static final int MANY_TABLES = 1000;
    private static final double MILLISECONDS = 1000;

    private static final String IN_PROCESS = ".in-process";

    private final TableService service;
    private final Committer inProcess;
    private final String url;
    private final String username;
    private final String password;
    private final int rounds;
    private final Consumer<String> progress;
    private final AtomicLong files = new AtomicLong();

    /**
     * @param inProcess commits as the service does with what came to it
     * @param url of the service's own database, by JDBC
     * @param rounds repetitions that count
     */
    public CommitBenches(
            TableService service,
            Committer inProcess,
            String url,
            String username,
            String password,
            int rounds,
            Consumer<String> progress) {
        this.service = service;
        this.inProcess = inProcess;
        this.url = url;
        this.username = username;
        this.password = password;
        this.rounds = rounds;
        this.progress = progress;
    }

    /** All three, one table, many tables, one large commit, in both ways; and calls that do nothing. */
    public List<Comparison> run() throws Exception {
        List<Comparison> results = new ArrayList<>();
        try (MirrorAtRest mirror = new MirrorAtRest(url, username, password)) {
            for (Way way : List.of(new Way("", service::commit), new Way(IN_PROCESS, inProcess))) {
                results.add(small("commit.one-table", way, mirror, 8, 1, 250));
                results.add(small("commit.many-tables", way, mirror, 32, MANY_TABLES, 100));
                results.add(large(way, mirror));
            }
            results.add(
                    besideBare("commit.empty-calls", mirror, 32, MANY_TABLES, 100, (writer, number) -> service.ping()));
        }
        return results;
    }

    /**
     * How commits come.
     *
     * @param suffix of its results' names
     */
    private record Way(String suffix, Committer committer) {}

    private Comparison small(String kind, Way way, MirrorAtRest mirror, int writers, int tables, int each)
            throws Exception {
        String name = kind + way.suffix();
        for (int table = 0; table < tables; table++) {
            service.create(table(name, table), LARGE);
        }
        return besideBare(name, mirror, writers, tables, each, (writer, number) -> way.committer()
                .commit(
                        table(name, number * writers + writer, tables),
                        GeneratedFiles.commit(files.incrementAndGet(), 1)));
    }

    private Comparison besideBare(
            String name, MirrorAtRest mirror, int writers, int tables, int each, Writers.Operation operation)
            throws Exception {
        Samples ours = new Samples();
        Samples peer = new Samples();
        try (BareCommits bare = new BareCommits(url, username, password, writers, tables)) {
            Warmth warmth = new Warmth();
            while (ours.size() < rounds) {
                boolean counts = warmth.isReached();
                double mine = Writers.seconds(writers, each, operation);
                mirror.await();
                double others = Writers.seconds(writers, each, (writer, number) -> {
                    long file = files.incrementAndGet();
                    bare.commit(writer, (number * writers + writer) % tables, "part-" + file, GeneratedFiles.add(file));
                });
                if (counts) {
                    ours.add(mine);
                    peer.add(others);
                }
                progress.accept(String.format("%s, round %d: %.2f s, bare %.2f s", name, ours.size(), mine, others));
                warmth.endRound();
            }
        }
        double commits = (double) writers * each;
        return Comparison.speed(name, commits / ours.median(), commits / peer.median(), UNIT);
    }

    private static String table(String name, int number, int tables) {
        return table(name, number % tables);
    }

    private static String table(String name, int number) {
        return name.replace('.', '-') + "-" + number;
    }

    private Comparison large(Way way, MirrorAtRest mirror) throws Exception {
        String name = "commit.10000-files" + way.suffix();
        String table = table(name, 0);
        service.create(table, 1_000_000);
        Samples ours = new Samples();
        Samples peer = new Samples();
        try (BareCopy bare = new BareCopy(url, username, password)) {
            Warmth warmth = new Warmth();
            for (int round = 1; ours.size() < rounds; round++) {
                boolean counts = warmth.isReached();
                String body = GeneratedFiles.commit((long) round * LARGE, LARGE);
                long begin = System.nanoTime();
                way.committer().commit(table, body);
                double mine = (System.nanoTime() - begin) / 1e9;
                mirror.await();
                bare.take(table, round);
                double others = bare.copy();
                if (counts) {
                    ours.add(mine);
                    peer.add(others);
                }
                progress.accept(String.format("%s, round %d: %.3f s, copy %.3f s", name, ours.size(), mine, others));
                warmth.endRound();
            }
        }
        return Comparison.time(name, ours.median() * MILLISECONDS, peer.median() * MILLISECONDS, "ms");
    }
}
