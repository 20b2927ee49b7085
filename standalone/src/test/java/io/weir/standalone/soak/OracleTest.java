package io.weir.standalone.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The oracle must find whatever is planted. */
class OracleTest {

    private static final long[] ENDS = {3000, 2999, 0, 3001};

    private final Sightings rows = new Sightings();
    private final Sightings letters = new Sightings();

    OracleTest() {
        for (int partition = 0; partition < ENDS.length; partition++) {
            for (long sequence = 0; sequence < ENDS[partition]; sequence++) {
                record(partition, sequence);
            }
        }
    }

    private void record(int partition, long sequence) {
        Fate fate = Fate.of(partition, sequence);
        if (fate == Fate.ROW) {
            rows.add(partition, sequence);
        } else if (fate.isLetter()) {
            letters.add(partition, sequence);
        }
    }

    private Verdict judge(long... ends) {
        return Oracle.judge("DuckDB", rows, letters, ends);
    }

    private static long next(Fate fate, int partition, long from) {
        long sequence = from;
        while (Fate.of(partition, sequence) != fate) {
            sequence++;
        }
        return sequence;
    }

    @Test
    void allIsWellWhenEveryEventIsWhereItBelongs() {
        Verdict verdict = judge(ENDS);
        assertThat(verdict.ok()).isTrue();
        assertThat(verdict.produced()).isEqualTo(9000);
        assertThat(verdict.rows() + verdict.letters() + verdict.filtered()).isEqualTo(9000);
        assertThat(verdict.sentence()).contains("= 9,000 produced, none twice");
        // About 1 % of each kind of loss: else the other tests would plant nothing.
        assertThat(verdict.letters()).isBetween(30L, 250L);
        assertThat(verdict.filtered()).isBetween(80L, 350L);
    }

    @Test
    void aRowThatCameTwiceIsFound() {
        rows.add(1, next(Fate.ROW, 1, 100));
        Verdict verdict = judge(ENDS);
        assertThat(verdict.ok()).isFalse();
        assertThat(verdict.doubles()).isEqualTo(1);
        assertThat(verdict.lost()).isZero();
    }

    @Test
    void aLetterThatCameTwiceIsFound() {
        letters.add(0, next(Fate.BROKEN, 0, 0));
        assertThat(judge(ENDS).doubles()).isEqualTo(1);
        assertThat(judge(ENDS).ok()).isFalse();
    }

    /** A duplicate here and a loss there keep the sum, which is all that counting sees. */
    @Test
    void aLossIsFoundBehindADuplicateThatKeepsTheSum() {
        Sightings other = new Sightings();
        long lost = next(Fate.ROW, 3, 1500);
        for (int partition = 0; partition < ENDS.length; partition++) {
            for (long sequence = 0; sequence < ENDS[partition]; sequence++) {
                boolean isLost = partition == 3 && sequence == lost;
                if (Fate.of(partition, sequence) == Fate.ROW) {
                    other.add(partition, isLost ? next(Fate.ROW, 3, 0) : sequence);
                }
            }
        }
        Verdict verdict = Oracle.judge("Delta", other, letters, ENDS);
        assertThat(verdict.rows()).isEqualTo(rows.count());
        assertThat(verdict.lost()).isEqualTo(1);
        assertThat(verdict.doubles()).isEqualTo(1);
        assertThat(verdict.ok()).isFalse();
        assertThat(verdict.sentence()).contains("partition 3, sequence " + lost);
    }

    @Test
    void theLastEventsOfAPartitionAreFoundMissing() {
        Verdict verdict = judge(3000, 2999, 0, 3101);
        assertThat(verdict.ok()).isFalse();
        assertThat(verdict.lost()).isBetween(80L, 100L);
    }

    @Test
    void whatNobodyProducedIsFound() {
        rows.add(2, 7);
        rows.add(9, 0);
        letters.add(0, 3000);
        Verdict verdict = judge(ENDS);
        assertThat(verdict.misplaced()).isEqualTo(3);
        assertThat(verdict.ok()).isFalse();
    }

    @Test
    void aRowThatWasToBeFilteredOrALetterIsFound() {
        rows.add(0, next(Fate.FILTERED, 0, 0));
        rows.add(0, next(Fate.MISFIT, 0, 0));
        Verdict verdict = judge(ENDS);
        assertThat(verdict.misplaced()).isEqualTo(2);
        assertThat(verdict.ok()).isFalse();
    }

    @Test
    void aGoodEventAmongTheLettersIsFound() {
        letters.add(0, next(Fate.ROW, 0, 0));
        assertThat(judge(ENDS).misplaced()).isEqualTo(1);
    }
}
