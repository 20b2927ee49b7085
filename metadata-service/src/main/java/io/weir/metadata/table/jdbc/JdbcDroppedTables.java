package io.weir.metadata.table.jdbc;

import io.weir.metadata.table.DroppedTable;
import io.weir.metadata.table.DroppedTables;
import io.weir.metadata.table.TableHead;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcDroppedTables implements DroppedTables {

    private static final String FROM = "from delta_table t join table_mirror m on m.table_id = t.table_id ";

    private static final String SELECT =
            "select t.dropped_at, t.purge_at, " + HeadRow.COLUMNS + FROM + "where t.purge_at > now() ";

    private static final String HOLD =
            "select " + HeadRow.COLUMNS + FROM + "where t.name = ? and t.dropped_at is null for no key update of t";

    private static final String DROP = """
            update delta_table set dropped_at = now(), purge_at = now() + make_interval(secs => ?)
            where name = ? and dropped_at is null returning table_uuid""";

    /** Purging locks the row first: a table is put back whole or not at all. */
    private static final String UNDROP = """
            update delta_table set dropped_at = null, purge_at = null
            where table_id = ? and purge_at > now()
              and not exists (select from delta_table o where o.name = ? and o.dropped_at is null)""";

    private final JdbcClient jdbc;

    JdbcDroppedTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<TableHead> hold(String name) {
        return jdbc.sql(HOLD).param(name).query(HeadRow::read).optional();
    }

    @Override
    public Optional<UUID> drop(String name, Duration retention) {
        return jdbc.sql(DROP)
                .params(List.of(retention.toSeconds(), name))
                .query(UUID.class)
                .optional();
    }

    @Override
    public boolean expire(String name) {
        return jdbc.sql("update delta_table set purge_at = now() where name = ? and purge_at > now()")
                        .param(name)
                        .update()
                > 0;
    }

    @Override
    public List<DroppedTable> named(String name) {
        return jdbc.sql(SELECT + "and t.name = ? order by t.dropped_at desc, t.table_id desc")
                .param(name)
                .query(JdbcDroppedTables::table)
                .list();
    }

    @Override
    public List<DroppedTable> list(long after, int limit) {
        return jdbc.sql(SELECT + "and t.table_id > ? order by t.table_id limit ?")
                .params(List.of(after, limit))
                .query(JdbcDroppedTables::table)
                .list();
    }

    @Override
    public boolean undrop(DroppedTable table) {
        Claims.await(jdbc);
        return jdbc.sql(UNDROP)
                        .params(List.of(table.head().tableId(), table.head().name()))
                        .update()
                == 1;
    }

    private static DroppedTable table(ResultSet row, int number) throws SQLException {
        return new DroppedTable(HeadRow.read(row, number), instant(row, "dropped_at"), instant(row, "purge_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
