package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.progress.DeadLetter;
import io.weir.ingest.progress.DeadLetters;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A page of letters is bounded by what they say, too. */
class StoredDeadLettersTest {

    private static Connection letters(String rows) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            for (String sql : ControlTables.STATEMENTS) {
                statement.execute(sql);
            }
            statement.execute(
                    "insert into weir.dead_letter (pipeline, \"partition\", sequence, payload, reason, recorded_at)"
                            + " select 'orders', 0, n, " + rows);
        }
        return connection;
    }

    private static List<List<Long>> pages(Connection connection, int limit) throws SQLException {
        List<List<Long>> pages = new ArrayList<>();
        String after = null;
        do {
            Page<DeadLetter> page = StoredDeadLetters.list(connection, "orders", new PageRequest(limit, after));
            pages.add(page.items().stream().map(DeadLetter::sequence).toList());
            after = page.nextPageToken() == null
                    ? null
                    : DeadLetters.position(page.items().get(page.items().size() - 1));
        } while (after != null);
        return pages;
    }

    @Test
    void aPageEndsWithTheLetterThatExceedsItsBytesAndTheNextGoesOnAfterIt() throws SQLException {
        long half = StoredDeadLetters.MOST_BYTES / 2;
        String sizes = "encode(repeat('x', case n when 4 then " + 3 * half + " when 5 then 1 else " + half + " end))";

        try (Connection connection = letters(sizes + ", 'why', now() from range(7) as every(n)")) {
            assertThat(pages(connection, 1_000))
                    .containsExactly(List.of(0L, 1L), List.of(2L, 3L), List.of(4L), List.of(5L, 6L));
            assertThat(pages(connection, 1)).hasSize(7).allMatch(page -> page.size() == 1);
        }
    }

    @Test
    void smallLettersAreAsManyAsAskedFor() throws SQLException {
        try (Connection connection = letters("null, 'why', now() from range(5) as every(n)")) {
            assertThat(pages(connection, 5)).containsExactly(List.of(0L, 1L, 2L, 3L, 4L));
            assertThat(pages(connection, 4)).containsExactly(List.of(0L, 1L, 2L, 3L), List.of(4L));
            assertThat(StoredDeadLetters.list(connection, "others", new PageRequest(5, null)))
                    .isEqualTo(new Page<DeadLetter>(List.of(), null));
        }
    }
}
