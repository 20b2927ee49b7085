package io.weir.ingest.worker;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.decode.BatchDecoder;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.RefusedRecord;
import io.weir.ingest.sink.MemoryChangedException;
import io.weir.ingest.sink.Sink;
import io.weir.ingest.stage.StagedBatch;
import io.weir.support.problem.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and writes batches in order on a thread of its own, while the next one is collected. After a failure it
 * writes nothing any more: the session ends, and the next one begins at the sinks' watermarks.
 */
final class BatchWriter implements AutoCloseable {

    /** One that is written and two that are ready, as far as their bytes allow it: while one thread writes, another core can read. */
    private static final int MOST_BATCHES = 3;

    /** After so many batches of others between two looks, a new session is as good. */
    private static final int MOST_ATTEMPTS = 20;

    private final BatchDecoder decoder;
    private final BatchSpans spans;
    private final Written written;
    private final Runnable failing;
    private final long mostBytes;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Batch> waiting = new ArrayDeque<>();
    private final Thread thread;
    private long bytes;
    private boolean closed;
    private volatile @Nullable Throwable failure;

    /** Told of batches. */
    @FunctionalInterface
    interface Written {

        /**
         * One is in all of its sinks.
         *
         * @param nanos from when it was taken up until then
         */
        void tell(DecodedBatch batch, long nanos);
    }

    /**
     * @param mostBytes payload bytes that wait, from which on there is no room for more
     * @param written told of each batch that is in its sinks
     * @param failing run when there is a {@link #failure}
     */
    BatchWriter(
            String name, long mostBytes, BatchDecoder decoder, BatchSpans spans, Written written, Runnable failing) {
        this.mostBytes = mostBytes;
        this.failing = failing;
        this.spans = spans;
        this.decoder = decoder;
        this.written = written;
        this.thread = new Thread(this::work, "weir-writer-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes a batch; does not wait. */
    void submit(Batch batch) {
        locked(() -> {
            waiting.add(batch);
            bytes += batch.staged().bytes();
        });
    }

    /** Waits until there is room for another batch, and says whether there is. */
    boolean awaitRoom(Duration longest) throws InterruptedException {
        return await(() -> waiting.size() < MOST_BATCHES && bytes < mostBytes, longest);
    }

    /** Waits until all is written, and says whether it is. */
    boolean awaitIdle(Duration longest) throws InterruptedException {
        return await(waiting::isEmpty, longest);
    }

    /** Whether it has nothing to write just now. */
    boolean isIdle() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private boolean await(BooleanSupplier condition, Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long nanos = longest.toNanos();
            while (failure == null && !condition.getAsBoolean()) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** What ended the writing, if anything did. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        for (Batch batch = next(); batch != null; batch = next()) {
            done(batch.staged(), attempt(batch));
        }
    }

    private @Nullable Throwable attempt(Batch batch) {
        StagedBatch staged = batch.staged();
        try (staged) {
            spans.around(batch, () -> write(batch));
            return null;
        } catch (SQLException | RuntimeException | Error failed) {
            return failed;
        }
    }

    private DecodedBatch write(Batch batch) throws SQLException {
        long began = System.nanoTime();
        DecodedBatch expected = writeUnread(batch);
        DecodedBatch done = expected == null ? decodeAndWrite(batch) : expected;
        written.tell(done, System.nanoTime() - began);
        return done;
    }

    /** Once more where another worker changed what is remembered meanwhile: one of both has always written then. */
    private DecodedBatch decodeAndWrite(Batch batch) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            DecodedBatch decoded = spans.decoding(() -> decode(batch));
            try {
                return new TakenBatch(decoder, batch.sinks().get(0))
                        .write(batch.staged(), decoded, left -> write(batch.sinks(), left));
            } catch (MemoryChangedException changed) {
                if (attempt == MOST_ATTEMPTS) {
                    throw changed;
                }
            }
        }
    }

    /** Who comes later to records than another takes for letters what is one there. */
    private DecodedBatch decode(Batch batch) throws SQLException {
        if (batch.holders().isEmpty()) {
            return decoder.decode(batch.staged());
        }
        DecodedBatch traced = decoder.trace(batch.staged());
        List<RefusedRecord> letters = new ArrayList<>();
        for (Sink holder : batch.holders()) {
            requireAgreement(holder, traced);
            letters.addAll(holder.lettersOf(traced));
        }
        return letters.isEmpty() ? traced : traced.rejecting(letters);
    }

    /** Else a record would be a row of one target, and of the other neither a row nor a letter. */
    private static void requireAgreement(Sink holder, DecodedBatch traced) throws SQLException {
        String contradiction = holder.contradiction(traced).orElse(null);
        if (contradiction != null) {
            throw new ProblemException(
                    IngestProblem.PIPELINE_INVALID,
                    "the warehouse did not take for a dead letter what cannot be a row of the Delta table beside it by now, "
                            + contradiction + "; take back what was changed since, and start the pipeline");
        }
    }

    private void write(List<Sink> sinks, DecodedBatch batch) throws SQLException {
        for (Sink sink : sinks) {
            write(sink, batch);
        }
    }

    private void write(Sink sink, DecodedBatch batch) throws SQLException {
        spans.writing(sink, () -> {
            sink.write(batch);
            return batch;
        });
    }

    /** A single sink reads a batch itself, so that the rows are not stored twice. Nothing is written if that fails. */
    private @Nullable DecodedBatch writeUnread(Batch batch) throws SQLException {
        DecodedBatch expected = batch.sinks().size() == 1 && batch.holders().isEmpty()
                ? decoder.expect(batch.staged()).orElse(null)
                : null;
        if (expected == null) {
            return null;
        }
        try {
            write(batch.sinks().get(0), expected);
            decoder.confirm(expected);
            return expected;
        } catch (SQLException failed) {
            if (Decoder.disappoints(failed) || RefusedRecord.isWhy(failed)) {
                return null;
            }
            throw failed;
        }
    }

    private @Nullable Batch next() {
        lock.lock();
        try {
            while (!closed && failure == null && waiting.isEmpty()) {
                changed.awaitUninterruptibly();
            }
            return closed || failure != null ? null : waiting.peek();
        } finally {
            lock.unlock();
        }
    }

    private void done(StagedBatch batch, @Nullable Throwable failed) {
        locked(() -> {
            waiting.poll();
            bytes -= batch.bytes();
            if (failed != null && failure == null) {
                failure = failed;
            }
        });
        if (failed != null) {
            failing.run();
        }
    }

    /** Ends after the batch in hand. */
    @Override
    public void close() {
        locked(() -> closed = true);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException asked) {
                // The connection must not be closed under a statement; the caller learns of it afterwards.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
