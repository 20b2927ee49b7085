package io.weir.metadata.catalog.jdbc;

import io.weir.metadata.catalog.Details;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What rows of databases and schemas have alike. */
final class DetailsRow {

    static final String COLUMNS = "comment, properties, owner, revision, created_at, updated_at";

    /** Of the row that was read, however often one of its name was made anew. */
    static final String CHANGE =
            "comment = ?, properties = ?::jsonb, owner = ?, revision = revision + 1, updated_at = now()";

    private static final JsonMapper JSON = JsonMapper.shared();

    private DetailsRow() {}

    static Details read(ResultSet row) throws SQLException {
        return new Details(
                row.getString("comment"),
                JSON.readValue(row.getString("properties"), new TypeReference<Map<String, String>>() {}),
                row.getString("owner"),
                row.getLong("revision"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    static String json(Map<String, String> properties) {
        return JSON.writeValueAsString(properties);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
