package io.weir.ingest.compaction;

import io.weir.ingest.DataFolder;
import io.weir.ingest.compaction.CompactionReport.Outcome;
import io.weir.ingest.deltasink.ClusteringChange;
import io.weir.ingest.deltasink.ClusteringOrder;
import io.weir.ingest.deltasink.CommitRefusedException;
import io.weir.ingest.deltasink.DeltaTable;
import io.weir.ingest.deltasink.DeltaTables;
import io.weir.ingest.deltasink.FileRewrite;
import io.weir.ingest.deltasink.RewriteRules;
import io.weir.ingest.deltasink.TableFile;
import io.weir.ingest.pipeline.PipelineTarget.DeltaTarget;
import io.weir.ingest.stage.StagedFiles;
import io.weir.ingest.stage.StagingFolder;
import io.weir.ingest.warehouse.Warehouse;
import io.weir.ingest.warehouse.Warehouses;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts the small files of one table together: one file and one commit after the other, so that what is done stays done. */
@Component
class TableCompaction {

    private final DeltaTables tables;
    private final Warehouses warehouses;
    private final DataFolder data;
    private final StagedFiles files;

    TableCompaction(DeltaTables tables, Warehouses warehouses, DataFolder data, StagedFiles files) {
        this.files = files;
        this.tables = tables;
        this.warehouses = warehouses;
        this.data = data;
    }

    /** Who asked for it. */
    enum Cause {
        /** There are enough small files. */
        ENOUGH,

        /** Somebody did. */
        ASKED
    }

    /**
     * Compacts the table of a pipeline.
     *
     * @param goesOn asked before each file; what is done by then stays
     * @throws io.weir.ingest.deltasink.DeltaException if the metadata service is away
     * @throws SQLException if DuckDB cannot be opened
     */
    CompactedTable compact(String pipeline, DeltaTarget target, Cause cause, BooleanSupplier goesOn)
            throws SQLException {
        String name = Objects.requireNonNull(target.table());
        Optional<DeltaTable> found = tables.find(name);
        if (found.isEmpty()) {
            return CompactedTable.skipped(name, "there is no table " + name + " yet");
        }
        DeltaTable table = found.get();
        Optional<String> obstacle = RewriteRules.obstacle(table);
        if (obstacle.isPresent()) {
            return CompactedTable.skipped(name, "files of table " + name + " stay as they are: " + obstacle.get());
        }
        ClusteringOrder order = new ClusteringOrder(target.clusteringColumns());
        DeltaTable clustered = new ClusteringChange(tables, pipeline, order).in(table, Map.of());
        List<List<TableFile>> due = due(clustered, target, cause);
        FileRewrite rewrite =
                new FileRewrite(tables, clustered, pipeline, target.clusteringColumns(), cause == Cause.ENOUGH);
        Tally tally = new Tally(name, due);
        return due.isEmpty() ? tally.report() : rewrite(rewrite, due, tally, goesOn);
    }

    private List<List<TableFile>> due(DeltaTable table, DeltaTarget target, Cause cause) {
        SmallFiles small = new SmallFiles(target.compacting().bytes());
        tables.smallerThan(table, small.bound(), SmallFiles.MOST).forEach(small::offer);
        return cause == Cause.ASKED
                ? small.all()
                : small.due(target.compacting().files());
    }

    private CompactedTable rewrite(FileRewrite rewrite, List<List<TableFile>> due, Tally tally, BooleanSupplier goesOn)
            throws SQLException {
        // What is left there of a process that was killed, the next one removes.
        try (StagingFolder folder = StagingFolder.open(data.staging(), files);
                Warehouse aside = warehouses.aside(folder.resolve("temporary"));
                Connection connection = aside.connect()) {
            for (List<TableFile> together : due) {
                if (!goesOn.getAsBoolean()) {
                    return tally.report(Outcome.STOPPED, null);
                }
                rewrite(rewrite, connection, together, tally);
            }
            return tally.report();
        } catch (CommitRefusedException overtaken) {
            return tally.report(Outcome.OVERTAKEN, overtaken.getMessage());
        }
    }

    /** Files that nobody can read, or that have not what the table has, do not keep others as they are. */
    private static void rewrite(FileRewrite rewrite, Connection connection, List<TableFile> together, Tally tally) {
        try {
            Optional<String> misfit = rewrite.obstacle(connection, together);
            if (misfit.isPresent()) {
                tally.leave(misfit.get());
            } else {
                tally.count(together, rewrite.rewrite(connection, together));
            }
        } catch (SQLException failed) {
            tally.leave(String.valueOf(failed.getMessage()));
        }
    }

    /** What is done so far. */
    private static final class Tally {
        private final String table;
        private final int all;
        private @Nullable String left;
        private int files;
        private int done;
        private long before;
        private long after;

        Tally(String table, List<List<TableFile>> due) {
            this.table = table;
            this.all = due.stream().mapToInt(List::size).sum();
        }

        void leave(String why) {
            left = why;
        }

        void count(List<TableFile> together, long bytes) {
            done++;
            files += together.size();
            before += together.stream().mapToLong(TableFile::bytes).sum();
            after += bytes;
        }

        CompactedTable report() {
            return report(left == null ? Outcome.DONE : Outcome.PARTLY, null);
        }

        CompactedTable report(Outcome outcome, @Nullable String reason) {
            return new CompactedTable(
                    table, outcome, files, done, before, after, all - files, reason == null ? left : reason);
        }
    }
}
