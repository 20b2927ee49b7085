package io.weir.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which records are looked at. */
class SampleTest {

    private static final RecordIndex UNASKED = (extent, millis) -> {
        throw new IllegalStateException("nobody is to be asked for a time");
    };

    private static Extent partition(int number, long begin, long end) {
        return new Extent(number, begin, end);
    }

    private static Map<Integer, Sample> earliest(int most, Extent... extents) {
        return Sample.of(new SourceStart.Earliest(), List.of(extents), most, UNASKED);
    }

    @Test
    void whatOnePartitionLacksIsTakenOfOthers() {
        assertThat(earliest(
                        100, partition(0, 7, 7), partition(1, 0, 1_000), partition(2, 5, 8), partition(3, 0, 1_000)))
                .isEqualTo(Map.of(1, new Sample(0, 48), 2, new Sample(5, 3), 3, new Sample(0, 49)));
    }

    @Test
    void eachThatHasSomeIsSeen() {
        assertThat(earliest(1, partition(0, 0, 9), partition(1, 0, 9)))
                .isEqualTo(Map.of(0, new Sample(0, 1), 1, new Sample(0, 1)));
        assertThat(earliest(1, partition(0, 0, 0))).isEmpty();
    }

    /** Nobody waits for what may not come. */
    @Test
    void ofWhatComesFromNowOnTheLastOnesAreSeen() {
        assertThat(Sample.of(
                        new SourceStart.Latest(),
                        List.of(partition(0, 2, 10), partition(1, 0, 0), partition(2, 8, 10)),
                        6,
                        UNASKED))
                .isEqualTo(Map.of(0, new Sample(6, 4), 2, new Sample(8, 2)));
    }

    @Test
    void aPartitionIsAskedForATimeOnce() {
        int[] asked = new int[1];
        assertThat(Sample.of(
                        new SourceStart.AtTime(Instant.EPOCH), List.of(partition(0, 0, 10)), 6, (extent, millis) -> {
                            asked[0]++;
                            return 7;
                        }))
                .isEqualTo(Map.of(0, new Sample(7, 3)));
        assertThat(asked[0]).isOne();
    }
}
