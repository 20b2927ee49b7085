package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceStart;
import io.weir.ingest.source.Subscription;
import io.weir.ingest.stage.Positions;
import io.weir.ingest.stage.StagedBatch;
import io.weir.ingest.stage.StagedFiles;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.tracing.Spans;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What batches see of their traces where there is nobody to send them to: nothing. */
class BatchSpansTest {

    private static final int MANY = 10_000;

    /** A span's attributes alone are more than a thousand. */
    private static final int BYTES_EACH = 200;

    private final BatchSpans off = new BatchSpans(
            Spans.OFF,
            Subscription.of(new SourceRequest(
                    new StoreAddress("sales", StoreAddress.KAFKA, Map.of()),
                    "orders",
                    "orders",
                    "weir-orders",
                    new SourceStart.Earliest())));

    @AutoClose
    private StagedFiles files;

    private Batch batch;

    @BeforeEach
    void stage(@TempDir Path folder) {
        files = StagedFiles.open(folder);
        StagedBatch staged = new StagedBatch(List.of(), files, new Positions(), Map.of(), 0, 0, false);
        batch = new Batch(staged, List.of(), List.of(), Instant.EPOCH, Instant.EPOCH);
    }

    @Test
    void workIsDoneOnceByTheSameThreadAndGivesWhatItGives() throws SQLException {
        List<Object> done = new ArrayList<>();
        Object decoded = new Object();

        off.around(batch, () -> done.add(Thread.currentThread()));
        assertThat(off.decoding(() -> decoded)).isSameAs(decoded);

        assertThat(done).containsExactly(Thread.currentThread());
    }

    @Test
    void whatFailsFailsAsItDid() {
        SQLException refused = new SQLException("no such table");
        IllegalStateException broken = new IllegalStateException("no such luck");

        assertThatThrownBy(() -> off.around(batch, () -> {
                    throw refused;
                }))
                .isSameAs(refused)
                .satisfies(failed -> assertThat(failed.getSuppressed()).isEmpty());
        assertThatThrownBy(() -> off.decoding(() -> {
                    throw broken;
                }))
                .isSameAs(broken);
    }

    /** Bytes, which are the same on any machine, in place of time. */
    @Test
    void nothingIsMadeForThem() throws SQLException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int done = rounds();
        long before = threads.getCurrentThreadAllocatedBytes();

        done += rounds();

        long each = (threads.getCurrentThreadAllocatedBytes() - before) / MANY;
        assertThat(each).as("bytes of a batch").isLessThan(BYTES_EACH);
        assertThat(done).isEqualTo(4 * MANY);
    }

    private int rounds() throws SQLException {
        int[] done = new int[1];
        for (int round = 0; round < MANY; round++) {
            off.around(batch, () -> done[0]++);
            off.decoding(() -> done[0]++);
        }
        return done[0];
    }
}
