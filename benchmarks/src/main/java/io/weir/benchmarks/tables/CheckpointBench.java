package io.weir.benchmarks.tables;

import io.weir.benchmarks.measure.Samples;
import io.weir.benchmarks.measure.Warmth;
import io.weir.benchmarks.process.HeapPeak;
import io.weir.benchmarks.report.Comparison;
import io.weir.delta.LogFileNames;
import io.weir.delta.kernel.KernelTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The checkpoint of one loaded table: ours from SQL, once with the checkpoint of the version before to take over from and once
 * whole, as the first one of a table is; Delta Kernel's from the log files and our checkpoint of the version before, which is the
 * least that it can be asked to read.
 */
public final class CheckpointBench {

    private static final long BETWEEN_LOOKS = 1_000_000;
    private static final double HEAP_LIMIT = 512;

    private final TableService service;
    private final TableLoad load;
    private final Path scratch;
    private final int rounds;
    private final Consumer<String> progress;
    private final long version;

    /**
     * @param load is there, with a checkpoint at its head
     * @param scratch a folder that is not there yet; on the same file system as the table
     * @param rounds repetitions that count, after those that {@link Warmth} takes
     */
    public CheckpointBench(TableService service, TableLoad load, Path scratch, int rounds, Consumer<String> progress) {
        this.service = service;
        this.load = load;
        this.scratch = scratch;
        this.rounds = rounds;
        this.progress = progress;
        this.version = load.commits() + 1L;
    }

    /** The time that it takes, and the most that the heap held while ours was made. */
    public List<Comparison> run() throws Exception {
        service.commit(load.table(), GeneratedFiles.commit(load.files(), 1));
        Path table = Path.of(service.location(load.table()));
        await(log(table).resolve(LogFileNames.commit(version)));
        copyLog(table);
        Samples ours = new Samples();
        Samples whole = new Samples();
        Samples peer = new Samples();
        double heap = 0;
        Warmth warmth = new Warmth();
        while (ours.size() < rounds) {
            boolean counts = warmth.isReached();
            HeapPeak.reset();
            double mine = mine(table);
            double held = HeapPeak.megabytes();
            requireAll(table);
            double all = whole(table);
            double others = others();
            if (counts) {
                ours.add(mine);
                whole.add(all);
                peer.add(others);
                heap = Math.max(heap, held);
            }
            progress.accept(String.format(
                    "checkpoint, round %d: %.2f s, heap at most %.0f MB, whole %.2f s, Kernel %.2f s",
                    ours.size(), mine, held, all, others));
            warmth.endRound();
        }
        return List.of(
                Comparison.time("checkpoint", ours.median(), peer.median(), "s"),
                Comparison.time("checkpoint.whole", whole.median(), peer.median(), "s"),
                Comparison.limit("checkpoint.heap", heap, HEAP_LIMIT, "MB"));
    }

    /** From the request until the pointer to the checkpoint is there, which comes last. */
    private double mine(Path table) throws IOException, InterruptedException {
        Path pointer = log(table).resolve(LogFileNames.LAST_CHECKPOINT);
        Files.deleteIfExists(log(table).resolve(LogFileNames.checkpoint(version)));
        Files.deleteIfExists(pointer);
        long begin = System.nanoTime();
        service.repair(load.table(), version);
        await(pointer);
        return (System.nanoTime() - begin) / 1e9;
    }

    /** As {@link #mine}, while there is no other checkpoint whose bytes could be taken over. */
    private double whole(Path table) throws IOException, InterruptedException {
        Path before = log(table).resolve(LogFileNames.checkpoint(load.commits()));
        Path aside = scratch.resolve("checkpoint-of-before");
        Files.move(before, aside);
        double seconds = mine(table);
        requireAll(table);
        Files.move(aside, before);
        return seconds;
    }

    private double others() throws IOException {
        Files.deleteIfExists(log(scratch).resolve(LogFileNames.checkpoint(version)));
        KernelTable kernel = KernelTable.open(scratch.toString(), version);
        long begin = System.nanoTime();
        kernel.writeCheckpoint();
        double seconds = (System.nanoTime() - begin) / 1e9;
        requireAll(scratch);
        return seconds;
    }

    /** The log up to the version, without its checkpoint; no byte is copied where the file system has links. */
    private void copyLog(Path table) throws IOException {
        Path target = Files.createDirectories(log(scratch));
        try (Stream<Path> files = Files.list(log(table))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, target.resolve(file.getFileName().toString()));
            }
        }
    }

    private void requireAll(Path table) {
        long found = KernelTable.open(table.toString(), version).fileCount();
        if (found != load.files() + 1) {
            throw new IllegalStateException("the checkpoint at " + table + " has " + found + " files, not "
                    + (load.files() + 1) + ": the comparison is void");
        }
    }

    private static void await(Path file) {
        while (!Files.exists(file)) {
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
    }

    private static Path log(Path table) {
        return table.resolve(LogFileNames.LOG_FOLDER);
    }
}
