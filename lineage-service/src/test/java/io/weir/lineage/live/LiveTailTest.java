package io.weir.lineage.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.lineage.live.LiveTail.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Breaks when a listener who catches up while the log cannot be read is told nothing any more, not even that it is alive; or when
 * one who comes as the service stops keeps it from ending.
 */
class LiveTailTest {

    private static final LiveSettings SETTINGS = new LiveSettings(
            Duration.ofSeconds(10), Duration.ofMillis(10), Duration.ofHours(24), Duration.ofMinutes(15), 10);

    /** A log that cannot be read at first. */
    private record AwayAtFirst(AtomicInteger failures) implements LiveEvents {

        @Override
        public List<LiveEvent> after(long sequence, int limit) {
            if (failures.getAndDecrement() > 0) {
                throw new DataAccessResourceFailureException("away");
            }
            return List.of(new LiveEvent(sequence + 1, Instant.EPOCH, "test", null, null, List.of(), "{}"));
        }

        @Override
        public long append(List<Announcement> announcements) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long last() {
            return 0;
        }

        @Override
        public long dropped() {
            return 0;
        }

        @Override
        public int dropOld() {
            return 0;
        }
    }

    /** The service stops when it was found to run, and before this one is among those who listen. */
    private record ComingAtTheEnd(LiveTail tail, AtomicBoolean isEnded) implements Listener {

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            tail.stop();
            return 1;
        }

        @Override
        public void wake() {
            // It has nothing to tell.
        }

        @Override
        public void beat() {
            // The same.
        }

        @Override
        public void end() {
            isEnded.set(true);
        }
    }

    @Test
    void whoIsLetInWhileTheServiceStopsIsEndedToo() {
        LiveTail tail = new LiveTail(new AwayAtFirst(new AtomicInteger()), SETTINGS, new SimpleMeterRegistry());
        tail.start();
        ComingAtTheEnd listener = new ComingAtTheEnd(tail, new AtomicBoolean());
        tail.add(listener);
        assertThat(listener.isEnded()).isTrue();
    }

    @Test
    void whatCannotBeReadIsReadLater() throws Exception {
        LiveTail tail = new LiveTail(new AwayAtFirst(new AtomicInteger(2)), SETTINGS, new SimpleMeterRegistry());
        tail.start();
        try {
            CompletableFuture<Stretch> read = new CompletableFuture<>();
            tail.read(7, read::complete);
            assertThat(read.get(1, TimeUnit.MINUTES).end()).isEqualTo(8);
        } finally {
            tail.stop();
        }
    }
}
