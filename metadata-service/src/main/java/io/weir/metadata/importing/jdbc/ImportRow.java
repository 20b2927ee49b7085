package io.weir.metadata.importing.jdbc;

import io.weir.metadata.importing.ImportOrder;
import io.weir.metadata.importing.ImportRange;
import io.weir.metadata.importing.ImportState;
import io.weir.metadata.importing.ReachedVersion;
import io.weir.metadata.importing.TableImport;
import io.weir.metadata.importing.TableImport.ImportProblem;
import io.weir.metadata.importing.TableImport.ImportRest;
import io.weir.metadata.table.Totals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code table_import} as an import. */
final class ImportRow {

    /** What holds rows of a table that is not there yet. */
    static final List<String> RELATIONS = List.of(
            "data_file",
            "transaction_history",
            "table_transaction",
            "domain_history",
            "table_domain",
            "table_protocol",
            "table_metadata",
            "commit_log",
            "table_import");

    private ImportRow() {}

    static TableImport read(ResultSet row, int number) throws SQLException {
        ImportOrder order = new ImportOrder(
                row.getString("name"),
                row.getString("location"),
                row.getString("owner"),
                row.getObject("up_to_version", Long.class),
                row.getBoolean("checkpoint_only"),
                row.getBoolean("skip_validation"));
        ImportRange range = new ImportRange(
                row.getLong("first_version"),
                row.getLong("last_version"),
                texts(row, "from_checkpoint"),
                texts(row, "warnings"));
        String code = row.getString("problem_code");
        Instant next = instant(row, "next_attempt_at");
        return new TableImport(
                row.getLong("table_id"),
                order,
                ImportState.valueOf(row.getString("state")),
                range,
                reached(row),
                code == null ? null : new ImportProblem(code, row.getString("problem_detail")),
                next == null ? null : new ImportRest(row.getInt("failures"), next),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                instant(row, "finished_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable ReachedVersion reached(ResultSet row) throws SQLException {
        Long version = row.getObject("imported_version", Long.class);
        return version == null
                ? null
                : new ReachedVersion(
                        version,
                        row.getLong("timestamp"),
                        row.getString("protocol"),
                        row.getString("metadata"),
                        row.getString("bound_slots"),
                        new Totals(row.getLong("live_files"), row.getLong("live_bytes"), row.getLong("live_rows")));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
