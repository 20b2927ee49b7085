package io.weir.ingest.worker;

import io.weir.ingest.pipeline.BatchLimits;
import io.weir.ingest.sink.Sink;
import io.weir.ingest.stage.Payloads;
import io.weir.ingest.stage.StagingFolder;
import io.weir.ingest.stage.StreamSide;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts records into batches. A record that one sink holds already goes into a batch for the others only, so that
 * every batch is, for each of its sinks, wholly new. Of two streams that are joined each has batches of its own. Used by one thread.
 */
final class Intake implements Payloads {

    private final List<Sink> sinks;
    private final StagingFolder folder;
    private final BatchLimits limits;
    private final Consumer<Batch> batches;

    /** For each partition, what each sink (in their order) holds; only while they differ. */
    private final Map<Integer, long[]> catchingUp = new TreeMap<>();

    /** By which of the sinks (a bit for each) they are for, and of which stream; those for fewer sinks are older, and come first. */
    private final Map<Key, Lane> lanes = new TreeMap<>();

    private final Key all;
    private final Lane main;

    private record Key(int sinks, StreamSide side) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparingInt(Key::sinks).thenComparing(Key::side);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    Intake(List<Sink> sinks, StagingFolder folder, BatchLimits limits, Consumer<Batch> batches) {
        this.sinks = sinks;
        this.folder = folder;
        this.limits = limits;
        this.batches = batches;
        this.all = new Key((1 << sinks.size()) - 1, StreamSide.LEFT);
        this.main = new Lane(sinks, List.of(), folder);
        lanes.put(all, main);
    }

    /**
     * Starts a partition.
     *
     * @param sequences what each sink holds of it, in their order
     */
    void begin(int partition, long[] sequences) {
        catchingUp.remove(partition);
        for (long sequence : sequences) {
            if (sequence != sequences[0]) {
                catchingUp.put(partition, sequences);
            }
        }
    }

    @Override
    public void add(int partition, long sequence, @Nullable ByteBuffer payload) {
        boolean left = StreamSide.of(partition) == StreamSide.LEFT;
        Lane lane = left && catchingUp.isEmpty() ? main : lane(partition, sequence);
        lane.stage().add(partition, sequence, payload);
        if (lane.isFull(limits)) {
            seal();
        }
    }

    private Lane lane(int partition, long sequence) {
        StreamSide side = StreamSide.of(partition);
        long[] held = catchingUp.get(partition);
        if (held == null) {
            return lane(new Key(all.sinks(), side));
        }
        int mask = 0;
        for (int sink = 0; sink < held.length; sink++) {
            mask |= held[sink] < sequence ? 1 << sink : 0;
        }
        if (mask == all.sinks()) {
            catchingUp.remove(partition);
        }
        return lane(new Key(mask, side));
    }

    private Lane lane(Key key) {
        return lanes.computeIfAbsent(
                key, missing -> new Lane(sinksOf(missing.sinks()), sinksOf(all.sinks() & ~missing.sinks()), folder));
    }

    private List<Sink> sinksOf(int mask) {
        List<Sink> chosen = new ArrayList<>();
        for (int sink = 0; sink < sinks.size(); sink++) {
            if ((mask & 1 << sink) != 0) {
                chosen.add(sinks.get(sink));
            }
        }
        return chosen;
    }

    /**
     * Hands on what waited long enough.
     *
     * @param writerIsIdle then half a batch is better than a longer wait
     */
    void sealWhatIsDue(boolean writerIsIdle) {
        if (lanes.values().stream()
                .anyMatch(lane -> lane.isDue(limits) || (writerIsIdle && lane.isWorthWriting(limits)))) {
            seal();
        }
    }

    /** Whether all that came was handed on. */
    boolean isEmpty() {
        return lanes.values().stream().allMatch(Lane::isEmpty);
    }

    /** Hands on all there is: catching up first, since a partition's later records may be in the main lane. */
    void seal() {
        lanes.values().forEach(lane -> lane.seal().ifPresent(batches));
    }

    /** Forgets what was not handed on. */
    void discard() {
        lanes.values().forEach(Lane::discard);
    }
}
