package io.weir.metadata.table.jdbc;

import io.weir.metadata.table.LocationClaim;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableMode;
import io.weir.metadata.table.Tables;
import io.weir.metadata.table.Totals;
import io.weir.support.paging.PageRequest;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcTables implements Tables {

    private static final String SELECT = """
            select t.table_id, t.table_uuid, t.name, t.location, t.mode, t.created_at, t.head_version, t.head_timestamp,
                   t.protocol, t.metadata, t.bound_slots, t.live_files, t.live_bytes, t.live_rows, m.published_version
            from delta_table t join table_mirror m on m.table_id = t.table_id
            where t.dropped_at is null and t.name""";

    private static final String CLAIMANT = """
            select name, location, dropped_at is null as live from delta_table
            where (name = ? and dropped_at is null) or location = any(?)
               or (location >= ? and location < ? || chr(1114111))
            order by name = ? desc limit 1""";

    /** The advisory lock that claims of names and places take their turn by. */
    private static final long CLAIMS = 0x77656972L;

    private final JdbcClient jdbc;

    JdbcTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<TableHead> open(String name) {
        return jdbc.sql(SELECT + " = ?").param(name).query(JdbcTables::head).optional();
    }

    @Override
    public Optional<LocationClaim> claimant(String name, Path location) {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(CLAIMS).query().singleRow();
        String folder = location + "/";
        return jdbc.sql(CLAIMANT)
                .param(name)
                .param(withParents(location))
                .param(folder)
                .param(folder)
                .param(name)
                .query((row, number) -> new LocationClaim(row.getString(1), row.getString(2), row.getBoolean(3)))
                .optional();
    }

    private static String[] withParents(Path location) {
        return Stream.iterate(location, Objects::nonNull, Path::getParent)
                .map(Path::toString)
                .toArray(String[]::new);
    }

    @Override
    public List<TableHead> list(PageRequest page) {
        return jdbc.sql(SELECT + " > ? order by t.name limit ?")
                .param(page.after() == null ? "" : page.after())
                .param(page.limit() + 1)
                .query(JdbcTables::head)
                .list();
    }

    @Override
    public boolean drop(String name) {
        return jdbc.sql("update delta_table set dropped_at = now() where name = ? and dropped_at is null")
                        .param(name)
                        .update()
                == 1;
    }

    private static TableHead head(ResultSet row, int number) throws SQLException {
        return new TableHead(
                row.getLong("table_id"),
                row.getObject("table_uuid", UUID.class),
                row.getString("name"),
                row.getString("location"),
                TableMode.valueOf(row.getString("mode")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getLong("head_version"),
                row.getLong("head_timestamp"),
                row.getLong("published_version"),
                row.getString("protocol"),
                row.getString("metadata"),
                row.getString("bound_slots"),
                new Totals(row.getLong("live_files"), row.getLong("live_bytes"), row.getLong("live_rows")));
    }
}
