package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.transform.FixedWindows;
import io.weir.ingest.transform.Horizon;
import io.weir.ingest.transform.Windows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of a size are written once they have ended. */
abstract class WindowsContract extends RememberedContract {

    WindowsContract(RememberingTarget.Maker maker) {
        super(maker);
    }

    private static Horizon waitingForAMinute() {
        Windows windows = new FixedWindows(10 * SECOND, 10 * SECOND, List.of(), AGGREGATES);
        return new Horizon("at", 0, false, List.of(), windows, 60_000);
    }

    @Test
    void aTimeWithoutEndStopsNobody() throws SQLException {
        by(windows(10, 10, 0, true));

        write("{\"id\":1,\"shop\":\"s1\",\"at\":\"infinity\",\"n\":1}", order(2, 3, 2));
        write(order(3, 30, 3), "{\"id\":4,\"shop\":\"s1\",\"at\":\"290000-01-01 00:00:00\",\"n\":1}");

        assertThat(rows("select orders, total from orders")).containsExactly("1|2");
        assertThat(rows("select sequence from letters order by 1")).containsExactly("0", "3");
    }

    @Test
    void aWindowIsWrittenOnceItHasEnded() throws SQLException {
        by(windows(10, 10, 5, false));

        write(order(1, 0, 1), order(2, 9, 2), order(1, 5, 3), order(3, 10, 4));
        assertThat(rows("select count(*) from orders")).containsExactly("0");
        write(order(4, 8, 5), order(5, 15, 6));
        assertThat(rows("select window_start::varchar, window_end::varchar, shop, orders, total, ids from orders"))
                .containsExactly("2026-01-01 00:00:00|2026-01-01 00:00:10|s1|4|11|3");
        write(order(6, 9, 7), order(7, 14, 8), order(8, 40, 9));

        assertThat(rows("select window_start::varchar, orders, total from orders order by all"))
                .containsExactly("2026-01-01 00:00:00|4|11", "2026-01-01 00:00:10|3|18");
        assertThat(rows("select id from weir.\"window/orders\"")).containsExactly("8");
        assertThat(sink().watermarks()).containsEntry(0, counts(9, 8, 0, 1));
    }

    @Test
    void windowsThatOverlapHaveARecordEach() throws SQLException {
        by(windows(10, 5, 0, true));

        write(order(1, 7, 1));
        write(order(2, 12, 2));
        write(order(3, 3, 3), order(4, 8, 4));
        write(order(5, 60, 5));

        assertThat(rows("select window_start::varchar, orders, total from orders order by all"))
                .containsExactly("2026-01-01 00:00:00|1|1", "2026-01-01 00:00:05|3|7", "2026-01-01 00:00:10|1|2");
        assertThat(rows("select sequence, reason from letters"))
                .containsExactly("2|is late: all of before 2026-01-01 00:00:12 was known");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverTheBatchesEveryRecordIsInItsWindowsOrLate(long seed) throws SQLException {
        by(windows(10, 10, 20, false));
        Random random = new Random(seed);
        Map<Long, Long> sums = new TreeMap<>();
        List<String> batch = new ArrayList<>();
        long latest = 0;
        for (int index = 0; index < 300; index++) {
            // None is later than the lateness, so all count, wherever batches end.
            long second = Math.max(0, index - random.nextInt(20));
            latest = Math.max(latest, second);
            sums.merge(second / 10, (long) index, Long::sum);
            batch.add(order(index, second, index));
            if (random.nextInt(30) == 0) {
                write(batch.toArray(String[]::new));
                batch.clear();
                if (random.nextBoolean()) {
                    restart();
                }
            }
        }
        batch.add(order(1_000, 10_000, 0));
        write(batch.toArray(String[]::new));

        assertThat(rows("select (epoch(window_start) - epoch(timestamp '2026-01-01'))::bigint // 10, total from orders"
                        + " order by 1"))
                .containsExactlyElementsOf(sums.entrySet().stream()
                        .map(sum -> sum.getKey() + "|" + sum.getValue())
                        .toList());
        assertThat(sink().watermarks()).containsEntry(0, counts(301, 301, 0, 0));
    }

    @Test
    void aPartitionThatIsIdleIsNotWaitedFor() throws SQLException {
        long[] sequences = new long[2];
        by(waitingForAMinute());
        write(0, sequences, List.of(order(1, 0, 1)));
        write(1, sequences, List.of(order(2, 1, 2)));

        now = 59_999;
        write(0, sequences, List.of(order(3, 100, 3)));
        assertThat(rows("select count(*) from orders")).containsExactly("0");
        now = 60_000;
        write(0, sequences, List.of(order(4, 101, 4)));
        assertThat(rows("select orders, total from orders")).containsExactly("2|3");

        // It comes back: what is older than what is known by now is late, and from then on it is waited for again.
        write(1, sequences, List.of(order(5, 5, 5), order(6, 102, 6)));
        write(0, sequences, List.of(order(7, 200, 7)));
        assertThat(rows("select orders, total from orders")).containsExactly("2|3");
        write(1, sequences, List.of(order(8, 201, 8)));
        assertThat(rows("select orders, total from orders order by all")).containsExactly("2|3", "3|13");
        assertThat(sink().watermarks().get(1).filtered()).isEqualTo(1);
    }

    @Test
    void whatCameWhileNobodyReadHasNotBeenIdle() throws SQLException {
        long[] sequences = new long[2];
        by(waitingForAMinute());
        write(0, sequences, List.of(order(1, 0, 1)));
        write(1, sequences, List.of(order(2, 1, 2)));
        now = 1_000_000;
        restart();
        write(0, sequences, List.of(order(3, 100, 3)));
        assertThat(rows("select count(*) from orders")).containsExactly("0");
        write(1, sequences, List.of(order(4, 2, 4), order(5, 100, 5)));

        assertThat(rows("select orders, total from orders")).containsExactly("3|7");
        assertThat(sink().watermarks().get(1).filtered()).isZero();
    }
}
