package io.weir.ingest.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GenerationsTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_000);

    @Test
    void partitionsThatAreResetLeaveTheOthersWhereTheyAre() {
        Generations some = Generations.FIRST.next(NOW, Set.of(1, 2));
        Generations more = some.next(NOW.plusMillis(5), Set.of(2));

        assertThat(some).isEqualTo(new Generations(0, Map.of(1, 1_000L, 2, 1_000L)));
        assertThat(more).isEqualTo(new Generations(0, Map.of(1, 1_000L, 2, 1_005L)));
        assertThat(more.of(0)).isZero();
        assertThat(more.latest()).isEqualTo(1_005);
    }

    @Test
    void allPartitionsFollowTheWholeAndNoneGoesBackWithTheClock() {
        Generations whole = Generations.FIRST.next(NOW, Set.of(1)).next(NOW.minusMillis(500));

        assertThat(whole).isEqualTo(new Generations(1_001, Map.of()));
        assertThat(whole.of(1)).isEqualTo(1_001);
        assertThat(whole.next(NOW).of(7)).isEqualTo(1_002);
    }

    /** Whoever lost the service's database begins at 0, and must not come upon a generation that a target has already. */
    @Test
    void aResetOfAPipelineThatIsMadeAnewIsLaterThanAllBefore() {
        Generations before = Generations.FIRST.next(NOW).next(NOW).next(NOW);

        assertThat(Generations.FIRST.next(NOW.plusMillis(10)).latest()).isGreaterThan(before.latest());
    }

    @Test
    void theGenerationOfAPartitionIsAnExpression() {
        assertThat(new Generations(5, Map.of()).sql("p")).isEqualTo("5");
        assertThat(new Generations(5, Map.of(3, 7L)).sql("p")).isEqualTo("case p when 3 then 7 else 5 end");
    }
}
