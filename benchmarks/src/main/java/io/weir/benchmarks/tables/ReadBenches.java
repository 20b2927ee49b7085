package io.weir.benchmarks.tables;

import io.weir.benchmarks.measure.Repeated;
import io.weir.benchmarks.measure.Samples;
import io.weir.benchmarks.report.Comparison;
import io.weir.delta.kernel.KernelTable;
import java.util.List;

/** Reads of one loaded table over HTTP, beside Delta Kernel on its mirror. */
public final class ReadBenches {

    private static final int SHORT_ONES = 300;
    private static final int PLANS = 10;
    private static final double MILLISECONDS = 1000;
    private static final double OPEN_LIMIT = 10;
    private static final int MOST = 95;

    /** The plan's condition keeps so many files. */
    private static final int WANTED = 20;

    private final TableService service;
    private final TableLoad load;
    private final int rounds;

    /**
     * @param rounds repetitions of what takes seconds
     */
    public ReadBenches(TableService service, TableLoad load, int rounds) {
        this.service = service;
        this.load = load;
        this.rounds = rounds;
    }

    /** The table at its head, against Kernel's load of protocol and metadata. */
    public List<Comparison> open() throws Exception {
        String location = service.location(load.table());
        Samples ours = Repeated.measure(SHORT_ONES, SHORT_ONES, () -> service.open(load.table()));
        Samples peer = Repeated.measure(
                1, rounds, () -> requireSome(KernelTable.open(location).schemaString()));
        return List.of(
                Comparison.time("open", ours.median() * MILLISECONDS, peer.median() * MILLISECONDS, "ms"),
                Comparison.limit("open.p95", ours.percentile(MOST) * MILLISECONDS, OPEN_LIMIT, "ms"));
    }

    /** The files of a range of ids, against Kernel's scan with the same predicate. */
    public List<Comparison> plan() throws Exception {
        String location = service.location(load.table());
        long from = load.files() / 3 * GeneratedFiles.ROWS + 1;
        long to = from + (WANTED - 1) * GeneratedFiles.ROWS;
        String condition = "id >= " + from + " AND id <= " + to;
        Samples ours = Repeated.measure(3, PLANS, () -> requireEqual(WANTED, service.files(load.table(), condition)));
        Samples peer = Repeated.measure(
                1, rounds, () -> requireEqual(WANTED, KernelTable.open(location).fileCount("id", from, to)));
        return List.of(Comparison.time("plan", ours.median() * MILLISECONDS, peer.median() * MILLISECONDS, "ms"));
    }

    /**
     * All files, against Kernel's enumeration: once through Java's newer client, which is what limits it, and once through
     * the older one.
     */
    public List<Comparison> list() throws Exception {
        String location = service.location(load.table());
        Samples ours = Repeated.measure(1, rounds, () -> requireEqual(load.files(), service.files(load.table(), "")));
        Samples plain =
                Repeated.measure(1, rounds, () -> requireEqual(load.files(), service.filesOnOneThread(load.table())));
        Samples peer = Repeated.measure(
                1,
                rounds,
                () -> requireEqual(load.files(), KernelTable.open(location).scannedFileCount()));
        return List.of(listed("list", ours, peer), listed("list.one-thread", plain, peer));
    }

    private Comparison listed(String name, Samples ours, Samples peer) {
        return Comparison.speed(name, load.files() / ours.median(), load.files() / peer.median(), "files/s");
    }

    private static void requireSome(String text) {
        if (text.isEmpty()) {
            throw new IllegalStateException("nothing was read: the comparison is void");
        }
    }

    private static void requireEqual(long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException(
                    "expected " + expected + " files, found " + found + ": the comparison is void");
        }
    }
}
