package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.transform.Horizon;
import io.weir.ingest.transform.SessionWindows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that follow each other are sessions. */
abstract class SessionsContract extends RememberedContract {

    SessionsContract(RememberingTarget.Maker maker) {
        super(maker);
    }

    private static Horizon sessions(long gap, long lateness) {
        return new Horizon(
                "at",
                lateness * SECOND,
                false,
                List.of(),
                new SessionWindows(gap * SECOND, List.of("shop"), AGGREGATES),
                0);
    }

    @Test
    void aSessionEndsWhenNothingFollowsForItsGap() throws SQLException {
        by(sessions(10, 0));

        write(order(1, 0, 1), order(2, 9, 2), order(3, 9, 3), order(4, 18, 4));
        assertThat(rows("select count(*) from orders")).containsExactly("0");
        // It goes on until there are ten seconds without a record; what is older than what is known is no part of it.
        write(order(5, 20, 5), order(6, 17, 6), order(7, 30, 7));
        assertThat(rows("select window_start::varchar, window_end::varchar, shop, orders, total from orders"))
                .containsExactly("2026-01-01 00:00:00|2026-01-01 00:00:30|s1|5|15");
        write(order(8, 29, 8), order(9, 50, 9));

        assertThat(rows("select window_start::varchar, window_end::varchar, orders, total from orders order by all"))
                .containsExactly(
                        "2026-01-01 00:00:00|2026-01-01 00:00:30|5|15", "2026-01-01 00:00:30|2026-01-01 00:00:40|1|7");
        assertThat(rows("select id from weir.\"window/orders\"")).containsExactly("9");
        assertThat(sink().watermarks()).containsEntry(0, counts(9, 7, 0, 2));
    }

    /** Sessions are those of all records that are not late, sorted, however they came and in whatever batches. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void sessionsAreThoseOfTheSortedRecords(long seed) throws SQLException {
        by(sessions(5, 3));
        Random random = new Random(seed);
        Map<String, List<Long>> taken = new TreeMap<>();
        long[] latest = {Long.MIN_VALUE, Long.MIN_VALUE};
        long mark = Long.MIN_VALUE;
        long[] sequences = new long[2];
        for (int batch = 0; batch < 60; batch++) {
            int partition = random.nextInt(2);
            List<String> records = new ArrayList<>();
            for (int index = random.nextInt(6); index >= 0; index--) {
                long second = Math.max(0, batch + random.nextInt(9) - 4);
                String shop = "s" + random.nextInt(3);
                records.add(order(batch, second, 1).replace("s1", shop));
                if (second >= mark) {
                    taken.computeIfAbsent(shop, any -> new ArrayList<>()).add(second);
                    latest[partition] = Math.max(latest[partition], second);
                }
            }
            if (batch % 10 == 3) {
                overtaken(partition, sequences, records);
            }
            write(partition, sequences, records);
            long least = latest[0] == Long.MIN_VALUE
                    ? latest[1]
                    : latest[1] == Long.MIN_VALUE ? latest[0] : Math.min(latest[0], latest[1]);
            mark = Math.max(mark, least - 3);
        }
        write(0, sequences, List.of(order(0, 10_000, 1).replace("s1", "end")));
        write(1, sequences, List.of(order(0, 10_000, 1).replace("s1", "end")));

        assertThat(
                        rows(
                                "select shop, (epoch(window_start) - epoch(timestamp '2026-01-01'))::bigint,"
                                        + " (epoch(window_end) - epoch(timestamp '2026-01-01'))::bigint, orders from orders order by all"))
                .containsExactlyElementsOf(sorted(taken));
        assertThat(rows("select count(distinct shop) from weir.\"window/orders\""))
                .containsExactly("1");
    }

    /** A batch that a worker had in hand when it died: nothing of it is there, and it is read again. */
    private void overtaken(int partition, long[] sequences, List<String> records) throws SQLException {
        dies(decode(partition, sequences[partition], records.toArray(String[]::new)));
        restart();
    }

    private static List<String> sorted(Map<String, List<Long>> taken) {
        List<String> sessions = new ArrayList<>();
        taken.forEach((shop, seconds) -> {
            seconds.sort(null);
            int first = 0;
            for (int index = 1; index <= seconds.size(); index++) {
                if (index == seconds.size() || seconds.get(index) - seconds.get(index - 1) >= 5) {
                    sessions.add(shop + "|" + seconds.get(first) + "|" + (seconds.get(index - 1) + 5) + "|"
                            + (index - first));
                    first = index;
                }
            }
        });
        return sessions;
    }
}
