package io.weir.metadata.stream;

import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableProblems;
import io.weir.metadata.table.Tables;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Lines about a table, without an end that is known. Each answer is written by the thread of its request, however long its
 * reader takes: a time limit would cut off who reads slowly, in the middle of what looks whole. How many there are at once
 * is bounded, because each may keep some megabytes, and a connection to the database, until its reader has it all.
 */
@Component
public final class LongAnswers {

    /** Fewer than the connections of the pool, so that readers who stand still leave some to all other calls. */
    public static final int AT_ONCE = 12;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Tables tables;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    LongAnswers(Tables tables) {
        this.tables = tables;
    }

    /** Writes the lines of one answer. */
    @FunctionalInterface
    public interface Writing {

        /**
         * Writes them to their end.
         *
         * @throws IOException if the reader is gone
         */
        void run() throws IOException;
    }

    /**
     * Writes an answer as soon as there is a place for it. One statement more than the lines need: a table that was dropped and
     * forgotten meanwhile has no lines left to read, and what was sent of them must not pass for the whole.
     *
     * @throws IOException if the reader is gone
     * @throws ProblemException before anything is written, if there is no place within two seconds; at the end, which breaks the
     *     answer off, if the table is gone
     */
    public void write(TableHead table, Writing lines) throws IOException {
        if (!hasPlace()) {
            throw ProblemException.unavailable(
                    AT_ONCE + " long answers are being read at once, and no more are begun; try again later.",
                    PATIENCE,
                    null);
        }
        try {
            lines.run();
            if (!tables.isKept(table.tableId())) {
                throw TableProblems.notFound(table.name());
            }
        } finally {
            places.release();
        }
    }

    private boolean hasPlace() {
        try {
            return places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
