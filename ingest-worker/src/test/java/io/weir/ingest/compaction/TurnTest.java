package io.weir.ingest.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnTest {

    private final Turn turn = new Turn();

    /** How many of so many batches have the table looked at. */
    private long looks(int batches) {
        return IntStream.range(0, batches).filter(batch -> turn.comes()).count();
    }

    @Test
    void aTableIsLookedAtOnceUntilThatIsOver() {
        assertThat(looks(9)).isZero();
        assertThat(looks(100)).isEqualTo(1);

        turn.over(50);

        assertThat(looks(1)).as("batches that came meanwhile count").isEqualTo(1);
        turn.over(50);
        assertThat(looks(49)).isZero();
        assertThat(looks(1)).isEqualTo(1);
    }
}
