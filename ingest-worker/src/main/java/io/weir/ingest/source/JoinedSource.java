package io.weir.ingest.source;

import io.weir.ingest.stage.Payloads;
import io.weir.ingest.stage.StreamSide;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Two streams as one, of which each is asked in turn; partitions of the right one are numbered after those of the left one. */
final class JoinedSource implements Source {

    private final Source left;
    private final Source right;
    private boolean flowing;

    JoinedSource(Source left, Source right) {
        this.left = left;
        this.right = right;
    }

    /** While records come, none of both is waited for, so that a silent stream does not slow the other one down. */
    @Override
    public void poll(Duration longest, Payloads payloads) {
        Duration each = flowing ? Duration.ZERO : longest.dividedBy(2);
        Counted counted = new Counted(payloads);
        left.poll(each, counted);
        right.poll(
                counted.records > 0 ? Duration.ZERO : each,
                (partition, sequence, payload) -> counted.add(StreamSide.RIGHT.numbered(partition), sequence, payload));
        flowing = counted.records > 0;
    }

    @Override
    public void pause() {
        left.pause();
        right.pause();
    }

    @Override
    public void resume() {
        left.resume();
        right.resume();
    }

    @Override
    public Map<Integer, SourcePosition> positions() {
        Map<Integer, SourcePosition> positions = new TreeMap<>(left.positions());
        positions.putAll(StreamSide.RIGHT.numbered(right.positions()));
        return positions;
    }

    @Override
    public Set<Integer> leaderless() {
        Set<Integer> leaderless = new TreeSet<>(left.leaderless());
        leaderless.addAll(StreamSide.RIGHT.numbered(right.leaderless()));
        return leaderless;
    }

    /** Of whoever was heard of longer ago. */
    @Override
    public long heardNanos() {
        long first = left.heardNanos();
        long second = right.heardNanos();
        return first - second < 0 ? first : second;
    }

    @Override
    public boolean isShared() {
        return left.isShared() || right.isShared();
    }

    @Override
    public void report(Map<Integer, Long> sequences) {
        left.report(StreamSide.LEFT.own(sequences));
        right.report(StreamSide.RIGHT.own(sequences));
    }

    @Override
    public void wakeUp() {
        left.wakeUp();
        right.wakeUp();
    }

    @Override
    public void close() {
        try (right) {
            left.close();
        }
    }

    private static final class Counted implements Payloads {
        private final Payloads payloads;
        private long records;

        Counted(Payloads payloads) {
            this.payloads = payloads;
        }

        @Override
        public void add(int partition, long sequence, @Nullable ByteBuffer payload) {
            records++;
            payloads.add(partition, sequence, payload);
        }
    }
}
