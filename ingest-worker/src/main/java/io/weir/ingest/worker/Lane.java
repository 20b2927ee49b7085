package io.weir.ingest.worker;

import io.weir.ingest.pipeline.BatchLimits;
import io.weir.ingest.sink.Sink;
import io.weir.ingest.stage.Stage;
import io.weir.ingest.stage.StagingFolder;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The open batch for some sinks. */
final class Lane {

    private final List<Sink> sinks;
    private final List<Sink> holders;
    private final StagingFolder folder;
    private final ByteBuffer buffer = StagingFolder.buffer();
    private @Nullable Stage stage;

    /** @param holders sinks that hold its records already */
    Lane(List<Sink> sinks, List<Sink> holders, StagingFolder folder) {
        this.sinks = sinks;
        this.holders = holders;
        this.folder = folder;
    }

    Stage stage() {
        Stage open = stage;
        if (open == null) {
            open = folder.nextStage(buffer);
            stage = open;
        }
        return open;
    }

    boolean isEmpty() {
        return stage == null;
    }

    boolean isFull(BatchLimits limits) {
        Stage open = stage;
        return open != null && limits.isFull(open.records(), open.bytes());
    }

    boolean isWorthWriting(BatchLimits limits) {
        Stage open = stage;
        return open != null && limits.isWorthWriting(open.records(), open.bytes());
    }

    boolean isDue(BatchLimits limits) {
        Stage open = stage;
        return open != null && open.ageNanos() >= TimeUnit.MILLISECONDS.toNanos(limits.waitMillis());
    }

    Optional<Batch> seal() {
        Stage open = stage;
        stage = null;
        return Optional.ofNullable(open).map(this::batch);
    }

    private Batch batch(Stage full) {
        Instant sealed = Instant.now();
        return new Batch(full.seal(), sinks, holders, sealed.minusNanos(full.ageNanos()), sealed);
    }

    void discard() {
        Stage open = stage;
        stage = null;
        if (open != null) {
            open.close();
        }
    }
}
