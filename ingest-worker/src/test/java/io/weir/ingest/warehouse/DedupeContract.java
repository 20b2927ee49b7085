package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of records of a key the first one counts. */
abstract class DedupeContract extends RememberedContract {

    DedupeContract(RememberingTarget.Maker maker) {
        super(maker);
    }

    @Test
    void ofRecordsOfAKeyTheFirstIsARow() throws SQLException {
        by(first(60, false));

        write(order(1, 0, 1), order(2, 1, 2), order(1, 2, 3), "{\"id\":null,\"at\":null}");
        write(order(2, 50, 4), order(3, 51, 5));

        assertThat(rows("select id, n from orders order by id")).containsExactly("1|1", "2|2", "3|5");
        assertThat(sink().watermarks()).containsEntry(0, counts(6, 3, 1, 2));
    }

    @Test
    void keysAreForgottenWithTheirTimeAndWhatIsOlderIsLate() throws SQLException {
        by(first(60, true));
        write(order(1, 0, 1), order(2, 100, 2));
        assertThat(rows("select id from weir.\"seen/orders/id\"")).containsExactly("2");

        write(order(1, 110, 3), order(1, 30, 4), order(4, 39, 5), order(5, 41, 6));

        assertThat(rows("select id, n from orders order by n")).containsExactly("1|1", "2|2", "1|3", "5|6");
        assertThat(rows("select sequence, reason from letters order by sequence"))
                .containsExactly(
                        "3|is late: all of before 2026-01-01 00:00:40 was known",
                        "4|is late: all of before 2026-01-01 00:00:40 was known");
        assertThat(sink().watermarks()).containsEntry(0, counts(6, 4, 2, 0));
    }

    @Test
    void repeatedRecordsMoveTheMarkSoThatNoKeyIsRememberedForEver() throws SQLException {
        by(first(60, false));

        for (int minute = 0; minute < 5; minute++) {
            write(order(1, minute * 61L, minute));
        }

        // Each batch is looked at by what the batches before it knew.
        assertThat(rows("select n from orders order by n")).containsExactly("0", "2", "4");
    }

    @Test
    void whatIsNotWrittenIsNotRemembered() throws SQLException {
        by(first(60, true));
        write(order(1, 0, 1));

        dies(decode(order(2, 1, 2), order(3, 100, 3), "{}"));
        restart();

        assertThat(next()).isEqualTo(1);
        assertThat(rows("select id from weir.\"seen/orders/id\"")).containsExactly("1");
        assertThat(rows("select sequence from letters")).isEmpty();
        write(order(2, 1, 2));
        write(order(2, 2, 3), order(3, 4, 4));

        assertThat(rows("select id, n from orders order by id")).containsExactly("1|1", "2|2", "3|4");
    }

    @Test
    void aResetForgets() throws SQLException {
        by(first(60, false));
        write(order(1, 100, 1), order(1, 101, 2));
        reset();
        write(order(1, 0, 3), order(1, 1, 4));

        assertThat(rows("select id, n from orders order by n")).containsExactly("1|1", "1|3");
        assertThat(rows("select id from weir.\"seen/orders/id\"")).containsExactly("1");
    }

    /** However records came in batches, and whoever wrote those: of each key the first that came is a row, and no other. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void ofEachKeyTheFirstIsARowWhateverTheBatchesAndHoweverManyWorkersWriteThem(long seed) throws SQLException {
        by(first(60, false));
        Random random = new Random(seed);
        Map<Long, String> firsts = new TreeMap<>();
        List<String> batch = new ArrayList<>();
        for (int index = 0; index < 300; index++) {
            // Keys come again within the horizon, and none is so late that it is not known any more.
            long id = index / 30 * 10L + random.nextInt(10);
            firsts.putIfAbsent(id, id + "|" + index);
            batch.add(order((int) id, index + random.nextInt(20), index));
            if (random.nextInt(20) == 0) {
                if (random.nextInt(3) == 0) {
                    dies(decode(batch.toArray(String[]::new)));
                    restart();
                }
                write(batch.toArray(String[]::new));
                batch.clear();
            }
        }
        write(batch.toArray(String[]::new));

        assertThat(rows("select id, n from orders order by id")).containsExactlyElementsOf(firsts.values());
        assertThat(sink().watermarks()).containsEntry(0, counts(300, firsts.size(), 0, 300 - firsts.size()));
    }
}
