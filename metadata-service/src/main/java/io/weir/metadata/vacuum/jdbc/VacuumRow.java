package io.weir.metadata.vacuum.jdbc;

import io.weir.metadata.vacuum.Vacuum;
import io.weir.metadata.vacuum.Vacuum.FileTotals;
import io.weir.metadata.vacuum.Vacuum.VacuumProblem;
import io.weir.metadata.vacuum.VacuumOrder;
import io.weir.metadata.vacuum.VacuumState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code table_vacuum} with its table's name and place, as a vacuum. */
final class VacuumRow {

    private VacuumRow() {}

    static Vacuum read(ResultSet row, int number) throws SQLException {
        return new Vacuum(
                row.getObject("vacuum_id", UUID.class),
                row.getLong("table_id"),
                row.getObject("table_uuid", UUID.class),
                row.getString("name"),
                row.getString("location"),
                new VacuumOrder(
                        row.getBoolean("dry_run"),
                        row.getLong("retain_hours"),
                        Instant.ofEpochMilli(row.getLong("cutoff")),
                        row.getString("ordered_by"),
                        row.getString("request_id")),
                row.getObject("ordered_at", OffsetDateTime.class).toInstant(),
                VacuumState.valueOf(row.getString("state")),
                row.getString("listed_after"),
                row.getLong("listed_files"),
                row.getObject("kept_version", Long.class),
                row.getLong("matched_version"),
                found(row),
                new FileTotals(row.getLong("deleted_files"), row.getLong("deleted_bytes")),
                problem(row),
                finished(row));
    }

    private static @Nullable FileTotals found(ResultSet row) throws SQLException {
        Long files = row.getObject("found_files", Long.class);
        return files == null ? null : new FileTotals(files, row.getLong("found_bytes"));
    }

    private static @Nullable VacuumProblem problem(ResultSet row) throws SQLException {
        String code = row.getString("problem_code");
        return code == null ? null : new VacuumProblem(code, row.getString("problem_detail"));
    }

    private static @Nullable Instant finished(ResultSet row) throws SQLException {
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        return finished == null ? null : finished.toInstant();
    }
}
