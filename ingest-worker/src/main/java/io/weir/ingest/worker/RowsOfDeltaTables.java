package io.weir.ingest.worker;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.decode.ShownRows;
import io.weir.ingest.deltasink.DeltaException;
import io.weir.ingest.deltasink.DeltaTable;
import io.weir.ingest.deltasink.DeltaTables;
import io.weir.ingest.deltasink.TableFile;
import io.weir.ingest.deltasink.TableRows;
import io.weir.ingest.pipeline.DryRun;
import io.weir.ingest.relation.RowsOfTables;
import io.weir.ingest.warehouse.Warehouse;
import io.weir.support.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the first files of a table in DuckDB: as many as have rows enough, and a hundred at most. */
@Component
class RowsOfDeltaTables implements RowsOfTables {

    private static final int MOST_FILES = 100;

    private final DeltaTables tables;
    private final Targets targets;

    RowsOfDeltaTables(DeltaTables tables, Targets targets) {
        this.tables = tables;
        this.targets = targets;
    }

    @Override
    public DryRun sample(String name, int most) {
        DeltaTable table = find(name);
        List<TableFile> files = files(table);
        if (!files.stream().allMatch(TableFile::isWhole)) {
            throw unreadable("rows of table " + name + " were deleted in place, by another writer", null);
        }
        try (Warehouse reading = targets.inMemory("sample-" + UUID.randomUUID());
                Connection connection = reading.connect()) {
            TableRows rows = TableRows.of(table);
            return shown(rows, ShownRows.of(connection, rows.select(files), most));
        } catch (SQLException | DeltaException failed) {
            throw unreadable(String.valueOf(failed.getMessage()), failed);
        }
    }

    private static DryRun shown(TableRows table, List<Map<String, Object>> rows) {
        List<DryRun.Column> columns = table.types().entrySet().stream()
                .map(column -> new DryRun.Column(column.getKey(), column.getValue()))
                .toList();
        return new DryRun(rows.size(), rows.size(), 0, 0, Map.of(), columns, rows, List.of());
    }

    private DeltaTable find(String name) {
        try {
            return tables.find(name).orElseThrow(() -> unreadable("there is no Delta table " + name, null));
        } catch (DeltaException away) {
            throw unavailable(name, away);
        }
    }

    private List<TableFile> files(DeltaTable table) {
        requireFolder(table);
        try {
            return tables.first(table, MOST_FILES);
        } catch (DeltaException away) {
            throw unavailable(table.name(), away);
        }
    }

    private static void requireFolder(DeltaTable table) {
        if (!table.isInFolder()) {
            throw unreadable(
                    "table " + table.name() + " lies at " + table.location() + ": tables in folders are read here",
                    null);
        }
    }

    private static ProblemException unavailable(String table, DeltaException away) {
        return ProblemException.unavailable(
                "Delta table " + table + " cannot be read: " + away.getMessage(), Duration.ofSeconds(1), away);
    }

    private static ProblemException unreadable(String why, @Nullable Throwable cause) {
        ProblemException unreadable = new ProblemException(IngestProblem.SOURCE_UNREADABLE, why);
        if (cause != null) {
            unreadable.initCause(cause);
        }
        return unreadable;
    }
}
