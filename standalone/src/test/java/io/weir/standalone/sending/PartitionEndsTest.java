package io.weir.standalone.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PartitionEndsTest {

    @Test
    void theFirstMissingEventIsTheLeastOfAllPartitions() {
        assertThat(new PartitionEnds(0, 0, 0, 0).firstMissing()).isZero();
        assertThat(new PartitionEnds(1, 0, 3, 0).firstMissing()).isEqualTo(1);
        assertThat(new PartitionEnds(5, 5, 4, 5).firstMissing()).isEqualTo(18);
    }

    @Test
    void whatIsHeldAndWhatIsMissingMakeTheWhole() {
        PartitionEnds ends = new PartitionEnds(7, 2, 5, 0);
        long held = LongStream.range(0, 28).filter(ends::hold).count();
        assertThat(held).isEqualTo(ends.total());
        assertThat(LongStream.range(0, ends.firstMissing()).allMatch(ends::hold))
                .isTrue();
        assertThat(ends.hold(ends.firstMissing())).isFalse();
    }

    @Test
    void moreThanTheSourceGivesIsSeenInEachPartition() {
        assertThat(new PartitionEnds(3, 3, 2, 2).exceed(10)).isFalse();
        assertThat(new PartitionEnds(3, 3, 3, 2).exceed(10)).isTrue();
        assertThat(new PartitionEnds(1, 0, 0, 0).exceed(1)).isFalse();
        assertThat(new PartitionEnds(0, 1, 0, 0).exceed(1)).isTrue();
    }
}
