package io.weir.metadata.table.jdbc;

import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableMode;
import io.weir.metadata.table.Totals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;

/** A table's head as a row has it. */
final class HeadRow {

    /** What {@link #read} reads, from {@code delta_table t} and {@code table_mirror m}. */
    static final String COLUMNS = """
            t.table_id, t.table_uuid, t.name, t.location, t.mode, t.owner, t.created_at, t.head_version,
            t.head_timestamp, t.protocol, t.metadata, t.bound_slots, t.live_files, t.live_bytes, t.live_rows, t.kept_version,
            m.published_version
            """;

    private HeadRow() {}

    static TableHead read(ResultSet row, int number) throws SQLException {
        return new TableHead(
                row.getLong("table_id"),
                row.getObject("table_uuid", UUID.class),
                row.getString("name"),
                row.getString("location"),
                TableMode.valueOf(row.getString("mode")),
                row.getString("owner"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getLong("head_version"),
                row.getLong("head_timestamp"),
                row.getLong("published_version"),
                row.getLong("kept_version"),
                row.getString("protocol"),
                row.getString("metadata"),
                row.getString("bound_slots"),
                new Totals(row.getLong("live_files"), row.getLong("live_bytes"), row.getLong("live_rows")));
    }
}
