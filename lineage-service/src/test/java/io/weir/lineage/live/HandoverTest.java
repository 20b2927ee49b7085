package io.weir.lineage.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What was appended here is told without the log only where nothing can be missing before it. */
final class HandoverTest {

    private final Handover handover = new Handover();

    private static List<LiveEvent> events(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(number -> new LiveEvent(number, Instant.EPOCH, "test", null, null, List.of(), "{}"))
                .toList();
    }

    private List<Long> after(long position) {
        return handover.after(position).stream().map(LiveEvent::sequence).toList();
    }

    @Test
    void batchesInARowAreTold() {
        handover.offer(events(5, 6));
        handover.offer(events(7, 9));

        assertThat(after(4)).containsExactly(5L, 6L, 7L, 8L, 9L);
        assertThat(after(9)).isEmpty();
    }

    @Test
    void whatTheLogToldAlreadyIsNotToldAgain() {
        handover.offer(events(5, 7));

        assertThat(after(6)).containsExactly(7L);
    }

    @Test
    void aGapIsLeftToTheLogWithAllThatWaits() {
        handover.offer(events(5, 5));
        handover.offer(events(8, 9));

        assertThat(after(4)).isEmpty();
        assertThat(after(7)).isEmpty();
    }

    @Test
    void whoCommitsFirstAndSpeaksLastIsFoundInTheLog() {
        handover.offer(events(6, 6));
        assertThat(after(4)).isEmpty();

        handover.offer(events(5, 5));
        assertThat(after(6)).isEmpty();
        handover.offer(events(7, 7));
        assertThat(after(6)).containsExactly(7L);
    }

    @Test
    void whatFindsNoRoomIsAGap() {
        for (long number = 1; number <= 300; number++) {
            handover.offer(events(number, number));
        }

        List<Long> told = after(0);
        assertThat(told).hasSizeLessThan(300).startsWith(1L, 2L, 3L);
        handover.offer(events(301, 301));
        assertThat(after(told.size())).isEmpty();
    }
}
