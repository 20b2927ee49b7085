package io.weir.metadata.table.jdbc;

import io.weir.metadata.table.LocationClaim;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableLocation;
import io.weir.metadata.table.Tables;
import io.weir.support.paging.PageRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcTables implements Tables {

    private static final String SELECT = "select " + HeadRow.COLUMNS
            + "from delta_table t join table_mirror m on m.table_id = t.table_id "
            + "where t.dropped_at is null and t.name";

    private static final String CLAIMANT = """
            select name, location, dropped_at is null as live from delta_table
            where (name = ? and dropped_at is null) or location = any(?)
               or (location >= ? and location < ? || chr(1114111))
            order by name = ? desc limit 1""";

    private final JdbcClient jdbc;

    JdbcTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<TableHead> open(String name) {
        return jdbc.sql(SELECT + " = ?").param(name).query(HeadRow::read).optional();
    }

    @Override
    public boolean isKept(long tableId) {
        return jdbc.sql("select exists (select from delta_table where table_id = ?)")
                .param(tableId)
                .query(Boolean.class)
                .single();
    }

    @Override
    public Optional<LocationClaim> claimant(String name, TableLocation location) {
        String folder = location.text() + "/";
        return jdbc.sql(CLAIMANT)
                .param(name)
                .param(location.withParents().toArray(String[]::new))
                .param(folder)
                .param(folder)
                .param(name)
                .query((row, number) -> new LocationClaim(row.getString(1), row.getString(2), row.getBoolean(3)))
                .optional();
    }

    @Override
    public void holdClaims() {
        Claims.await(jdbc);
    }

    @Override
    public List<TableHead> list(PageRequest page, String database, @Nullable String schema) {
        return jdbc.sql(SELECT + " > ? and starts_with(t.name, ?) and t.database_name = ?"
                        + " and (?::text is null or t.schema_name = ?) order by t.name limit ?")
                .param(page.afterOrFirst())
                .param(page.prefix())
                .param(database)
                .param(schema)
                .param(schema)
                .param(page.rowsToRead())
                .query(HeadRow::read)
                .list();
    }

    @Override
    public List<TableHead> list(PageRequest page) {
        return jdbc.sql(SELECT + " > ? and starts_with(t.name, ?) order by t.name limit ?")
                .param(page.afterOrFirst())
                .param(page.prefix())
                .param(page.rowsToRead())
                .query(HeadRow::read)
                .list();
    }
}
