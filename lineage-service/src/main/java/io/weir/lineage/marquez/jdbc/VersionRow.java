package io.weir.lineage.marquez.jdbc;

import io.weir.lineage.marquez.DatasetVersion;
import io.weir.lineage.openlineage.EventIds;
import io.weir.lineage.openlineage.EventJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.UUID;

/** Reads rows of a dataset's states. */
final class VersionRow {

    static final Comparator<DatasetVersion> NEWEST_FIRST =
            Comparator.comparing(DatasetVersion::createdAt).reversed();

    private VersionRow() {}

    static DatasetVersion read(ResultSet row, int number) throws SQLException {
        OffsetDateTime registered = row.getObject("created_at", OffsetDateTime.class);
        String schema = row.getString("schema");
        return new DatasetVersion(
                row.getString("version"),
                registered == null ? EventIds.time(row.getObject("said_by", UUID.class)) : registered.toInstant(),
                row.getObject("run_id", UUID.class),
                schema == null ? null : EventJson.read(schema));
    }
}
