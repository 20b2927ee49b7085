package io.weir.ingest.worker;

import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.sink.Sink;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.source.Source;
import io.weir.ingest.source.SourceIdentity;
import io.weir.ingest.source.SourceListener;
import io.weir.ingest.source.SourcePosition;
import io.weir.ingest.stage.StreamSide;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * One subscription of one pipeline, from joining the group to leaving it. Nothing of it outlives a failure: whatever
 * it had in hand is fetched again by the next session, which begins where the sinks say.
 */
final class Session implements SourceListener {

    private static final Duration HAND_OVER = Duration.ofMinutes(1);
    private static final Duration LONGEST_POLL = Duration.ofMillis(100);

    /** Of whoever has nothing in hand, and is woken when there is something to look at. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    private static final Duration ROOM = Duration.ofSeconds(1);

    private final Pipeline pipeline;
    private final OpenTargets targets;
    private final Intake intake;
    private final BatchWriter writer;
    private final SessionProgress progress;
    private final PartitionNotes notes;

    Session(
            Pipeline pipeline,
            OpenTargets targets,
            Intake intake,
            BatchWriter writer,
            SessionProgress progress,
            PartitionNotes notes) {
        this.pipeline = pipeline;
        this.targets = targets;
        this.intake = intake;
        this.writer = writer;
        this.progress = progress;
        this.notes = notes;
    }

    /**
     * Works until the pipeline is to stop.
     *
     * @param state what the pipeline is to do now
     * @return whether it drained
     */
    boolean run(Source source, Supplier<PipelineState> state) throws SQLException, InterruptedException {
        while (state.get() instanceof PipelineState.Active active) {
            refuseAfterFailure();
            if (writer.awaitRoom(ROOM)) {
                source.poll(isAtRest(active) ? LONGEST_REST : LONGEST_POLL, intake);
            } else {
                keepAlive(source);
            }
            intake.sealWhatIsDue(writer.isIdle());
            Map<Integer, SourcePosition> positions = source.positions();
            progress.at(positions, source.isShared(), source.leaderless(), source.heardNanos());
            if (holdsAllThatCame()) {
                progress.passed(positions);
            }
            progress.report(source);
            if (active instanceof PipelineState.Draining draining && hasReached(draining, positions)) {
                progress.reportNow(source);
                return true;
            }
        }
        finish();
        progress.reportNow(source);
        return false;
    }

    private boolean holdsAllThatCame() {
        return intake.isEmpty() && writer.isIdle() && writer.failure() == null;
    }

    /** Who drains looks at what others have written, too. */
    private boolean isAtRest(PipelineState.Active active) {
        return intake.isEmpty() && !(active instanceof PipelineState.Draining);
    }

    /** A group expels members that do not poll, however long a sink takes. */
    private static void keepAlive(Source source) {
        source.pause();
        source.poll(Duration.ZERO, (partition, sequence, payload) -> {
            throw new IllegalStateException("a paused source handed over a record");
        });
        source.resume();
    }

    private boolean hasReached(PipelineState.Draining draining, Map<Integer, SourcePosition> positions)
            throws SQLException, InterruptedException {
        Map<Integer, Long> ends = draining.ends();
        for (Map.Entry<Integer, Long> end : ends.entrySet()) {
            SourcePosition position = positions.get(end.getKey());
            if (position != null && position.next() < end.getValue()) {
                return false;
            }
        }
        finish();
        Set<Integer> own = new HashSet<>(positions.keySet());
        own.retainAll(ends.keySet());
        return own.equals(ends.keySet()) || othersHaveReached(draining, own);
    }

    /** By their word, or by the watermarks: whoever had a partition may have ended since, and been of a version that says nothing. */
    private boolean othersHaveReached(PipelineState.Draining draining, Set<Integer> own) throws SQLException {
        Set<Integer> reached = notes.reached(draining, own);
        Map<Integer, Watermark> watermarks = targets.watermarks();
        return draining.ends().entrySet().stream()
                .allMatch(end -> reached.contains(end.getKey())
                        || watermarks
                                                .getOrDefault(end.getKey(), Watermark.START)
                                                .sequence()
                                        + 1
                                >= end.getValue());
    }

    /** Writes all that was taken. */
    private void finish() throws InterruptedException {
        intake.seal();
        if (!writer.awaitIdle(HAND_OVER)) {
            throw new IllegalStateException("the batch in hand could not be written within " + HAND_OVER);
        }
        refuseAfterFailure();
    }

    private void refuseAfterFailure() {
        Throwable failure = writer.failure();
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure != null) {
            throw new WriteFailure(failure);
        }
    }

    @Override
    public Map<Integer, Long> assigned(Set<Integer> partitions) {
        List<Sink> sinks = targets.sinks();
        Map<Integer, long[]> held = new TreeMap<>();
        for (int sink = 0; sink < sinks.size(); sink++) {
            int index = sink;
            claim(sinks.get(sink), partitions).forEach((partition, watermark) -> {
                held.computeIfAbsent(partition, any -> new long[sinks.size()])[index] = watermark.sequence();
            });
        }
        Map<Integer, Long> starts = notes.starts();
        Map<Integer, Long> after = new HashMap<>();
        held.forEach((partition, sequences) -> {
            intake.begin(partition, sequences);
            long least = java.util.Arrays.stream(sequences).min().orElse(Watermark.NONE);
            after.put(partition, least != Watermark.NONE ? least : beforeFirst(partition, starts));
        });
        return after;
    }

    /** Whoever wants what is produced from the start on wants all of a partition that the topic got since. */
    private long beforeFirst(int partition, Map<Integer, Long> starts) {
        Long start = starts.get(partition);
        StreamSide side = StreamSide.of(partition);
        boolean added = start == null
                && starts.keySet().stream().anyMatch(noted -> StreamSide.of(noted) == side)
                && notes.source(partition).startPosition() == PipelineSource.StartPosition.LATEST;
        return start != null ? start - 1 : added ? Watermark.NONE : FROM_START;
    }

    @Override
    public void reading(SourceIdentity identity) {
        notes.requireSameTopic(identity);
    }

    @Override
    public Map<Integer, Long> begins(Map<Integer, Long> firsts) {
        Map<Integer, Long> noted = notes.start(firsts);
        noted.forEach(progress::begins);
        return noted;
    }

    private static Map<Integer, Watermark> claim(Sink sink, Set<Integer> partitions) {
        try {
            return sink.claim(partitions);
        } catch (SQLException failed) {
            throw new WriteFailure(failed);
        }
    }

    @Override
    public void revoked(Set<Integer> partitions) {
        try {
            finish();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while partitions were handed over", ended);
        }
        progress.released(partitions);
    }

    @Override
    public void lost(Set<Integer> partitions) {
        throw new StaleOwnerException(
                "partitions " + partitions + " of pipeline " + pipeline.name() + " went to another worker");
    }

    @Override
    public void gap(int partition, long expected, long found) {
        notes.gap(partition, expected, found);
    }
}
