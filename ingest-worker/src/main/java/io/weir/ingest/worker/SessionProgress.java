package io.weir.ingest.worker;

import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.progress.PartitionProgress;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.source.Source;
import io.weir.ingest.source.SourcePosition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** How far a session is; read by others while it works. */
final class SessionProgress {

    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Pipeline pipeline;
    private final OpenTargets targets;

    /** As it was when the session began: all that is known of partitions that it does not have, or not yet. */
    private final Map<Integer, Watermark> found;

    /** First sequence that is wanted of partitions. */
    private final Map<Integer, Long> starts;

    /** Sequences before which the sinks have all that there is: no watermark gets past a transaction's marker. */
    private final Map<Integer, Long> passed = new ConcurrentHashMap<>();

    private volatile Map<Integer, SourcePosition> positions = Map.of();
    private volatile boolean shared;
    private volatile Set<Integer> leaderless = Set.of();
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean left;
    private volatile boolean written;

    /** Until it has looked there may be something to do. */
    private final AtomicBoolean busy = new AtomicBoolean(true);

    private long reportedNanos = System.nanoTime();
    private Map<Integer, Long> reported = Map.of();
    private Map<Integer, Long> reportedPlaces = Map.of();

    SessionProgress(Pipeline pipeline, OpenTargets targets, Map<Integer, Long> starts) throws SQLException {
        this.pipeline = pipeline;
        this.targets = targets;
        this.found = targets.watermarks();
        this.starts = new ConcurrentHashMap<>(starts);
    }

    /** Whether it is of the run that the pipeline is in; one that ends may be of the run before, and of another position. */
    boolean isOf(Pipeline now) {
        return Objects.equals(pipeline.state().runId(), now.state().runId());
    }

    void begins(int partition, long first) {
        starts.put(partition, first);
    }

    /**
     * Notes where it is.
     *
     * @param isShared whether other workers have partitions, too
     * @param withoutBroker partitions that no broker answers for
     * @param heard when a broker last said where partitions end, by {@link System#nanoTime}
     */
    void at(Map<Integer, SourcePosition> now, boolean isShared, Set<Integer> withoutBroker, long heard) {
        leaderless = withoutBroker;
        heardNanos = heard;
        positions = now;
        shared = isShared;
    }

    /** Notes that the sinks have all that there is up to where it is. */
    void passed(Map<Integer, SourcePosition> now) {
        now.forEach((partition, position) -> passed.put(partition, position.next()));
    }

    /** The session ended: nobody looks any more where partitions end. */
    void leave() {
        left = true;
    }

    /** When it was last known where partitions end, by {@link System#nanoTime}. */
    long heardNanos() {
        return heardNanos;
    }

    /** Whether it is at work, and not only the last that is known of its pipeline. */
    boolean isLive() {
        return !left;
    }

    /** Whether other workers have partitions of which this session knows nothing new. */
    boolean isShared() {
        return shared;
    }

    void released(Set<Integer> partitions) {
        Map<Integer, SourcePosition> kept = new HashMap<>(positions);
        kept.keySet().removeAll(partitions);
        positions = kept;
    }

    /** Lets the broker show how far the sinks are, now and then. */
    void report(Source source) {
        long now = System.nanoTime();
        if (now - reportedNanos < REPORT_NANOS) {
            return;
        }
        reportedNanos = now;
        reportNow(source);
    }

    /** The same however long it is since the last time. */
    void reportNow(Source source) {
        Map<Integer, Long> sequences = new HashMap<>();
        Map<Integer, Long> places = new HashMap<>();
        targets.owned().forEach((partition, watermark) -> {
            SourcePosition position = positions.get(partition);
            if (position != null && watermark.sequence() != Watermark.NONE) {
                sequences.put(partition, watermark.sequence());
                places.put(partition, position.next());
            }
        });
        if (!sequences.equals(reported) || !places.equals(reportedPlaces)) {
            reported = sequences;
            reportedPlaces = places;
            source.report(sequences);
        }
    }

    /** Whether a batch came through. */
    boolean hasWritten() {
        return written;
    }

    /** Whether it has partitions, and its sinks all that these hold. */
    boolean hasNothingLeft() {
        return !positions.isEmpty() && lag() == 0;
    }

    void wrote() {
        written = true;
        busy.set(true);
    }

    /** Whether a batch came through since this was last asked, or is to. */
    boolean takeBusy() {
        return busy.getAndSet(false) || lag() > 0;
    }

    Map<Integer, Watermark> watermarks() {
        Map<Integer, Watermark> watermarks = new TreeMap<>(found);
        watermarks.putAll(targets.owned());
        return watermarks;
    }

    List<PartitionProgress> partitions() {
        Map<Integer, SourcePosition> now = positions;
        List<PartitionProgress> progress = new ArrayList<>();
        watermarks().forEach((partition, watermark) -> {
            SourcePosition position = now.get(partition);
            long end = position == null ? 0 : position.end();
            long start = Math.max(starts.getOrDefault(partition, 0L), passed.getOrDefault(partition, 0L));
            progress.add(PartitionProgress.of(partition, watermark.epoch(), watermark.sequence(), start, end)
                    .leaderless(leaderless.contains(partition)));
        });
        return progress;
    }

    /** Of those partitions that it has. */
    List<PartitionProgress> read() {
        Map<Integer, SourcePosition> now = positions;
        return partitions().stream()
                .filter(partition -> now.containsKey(partition.partition()))
                .toList();
    }

    /** Records that the topic has and the sinks do not. */
    long lag() {
        return partitions().stream().mapToLong(PartitionProgress::lag).sum();
    }
}
