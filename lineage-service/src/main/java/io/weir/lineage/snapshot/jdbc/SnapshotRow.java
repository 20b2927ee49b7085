package io.weir.lineage.snapshot.jdbc;

import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.snapshot.DatasetSnapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Reads rows of snapshots. */
final class SnapshotRow {

    private SnapshotRow() {}

    static DatasetSnapshot read(ResultSet row, int number) throws SQLException {
        String schema = row.getString("schema");
        return new DatasetSnapshot(
                row.getString("table_name"),
                row.getObject("table_id", UUID.class),
                row.getObject("snapshot_id", UUID.class),
                row.getString("uri"),
                row.getString("format"),
                schema == null ? null : EventJson.read(schema),
                row.getObject("version", Long.class),
                row.getString("job_name"),
                row.getObject("run_id", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
