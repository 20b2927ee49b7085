package io.weir.benchmarks.tables;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * A table of many files, made by commits over HTTP, with its mirror and a checkpoint at its head.
 *
 * @param files how many
 * @param commits in how many commits, all of one size
 */
public record TableLoad(String table, long files, int commits) {

    private static final int TOLD = 20;

    /** Loads it and waits for the mirror. */
    public void run(TableService service, Consumer<String> progress) throws IOException, InterruptedException {
        service.create(table, commits);
        long begin = System.nanoTime();
        int size = Math.toIntExact(files / commits);
        for (int commit = 0; commit < commits; commit++) {
            service.commit(table, GeneratedFiles.commit((long) commit * size, size));
            if ((commit + 1) % Math.max(1, commits / TOLD) == 0) {
                progress.accept(String.format(
                        "%,d files in %d commits, %.0f s",
                        (commit + 1L) * size, commit + 1, (System.nanoTime() - begin) / 1e9));
            }
        }
        service.awaitMirror(table, commits);
        progress.accept(String.format("mirror complete after %.0f s", (System.nanoTime() - begin) / 1e9));
    }
}
