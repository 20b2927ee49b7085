package io.weir.metadata.importing.jdbc;

import io.weir.metadata.commit.AddedFile;
import io.weir.metadata.commit.RemovedFile;
import io.weir.metadata.importing.ImportedVersion;
import io.weir.metadata.importing.ReachedVersion;
import io.weir.metadata.importing.VersionBatch;
import io.weir.metadata.table.Totals;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the rows of imported versions: files and commits by COPY, the few other rows by one statement a kind. */
final class VersionRows {

    private static final String FILE_COLUMNS = "table_id, version, added, path, deletion_vector, size, row_count,"
            + " data_change, partition_values, action, deleted_at";
    private static final String COMMIT_COLUMNS = "table_id, version, timestamp, content, content_bytes, sha256,"
            + " operation, blind_append, added_files, removed_files, live_files, live_bytes, live_rows";

    private final Connection connection;
    private final FileLives lives;
    private final SmallRows small;

    VersionRows(Connection connection, FileLives lives, SmallRows small) {
        this.connection = connection;
        this.lives = lives;
        this.small = small;
    }

    /** Appends a batch to what is reached, and tells what is reached then. */
    ReachedVersion append(long tableId, @Nullable ReachedVersion reached, VersionBatch batch)
            throws IOException, SQLException {
        stage(tableId, batch);
        lives.merge(tableId);
        List<ImportedVersion> versions = batch.versions();
        small.insert(tableId, versions);
        return log(tableId, reached, versions);
    }

    private void stage(long tableId, VersionBatch batch) throws IOException, SQLException {
        try (CopyRows rows = CopyRows.into(connection, "import_file", FILE_COLUMNS)) {
            batch.forEachFile(new VersionBatch.FileRows() {
                @Override
                public void added(long version, AddedFile file) throws IOException {
                    rows.row().number(tableId).number(version).bool(true);
                    rows.text(file.path()).text(file.deletionVector());
                    rows.number(file.size()).number(file.rows()).bool(file.dataChange());
                    rows.text(file.partitionValues()).text(file.action()).number(null);
                }

                @Override
                public void removed(long version, RemovedFile file) throws IOException {
                    rows.row().number(tableId).number(version).bool(false);
                    rows.text(file.path()).text(file.deletionVector());
                    rows.number(0L).number(null).bool(true);
                    rows.text("{}").text(file.action()).number(file.deletedAt());
                }
            });
            rows.finish();
        }
    }

    private ReachedVersion log(long tableId, @Nullable ReachedVersion reached, List<ImportedVersion> versions)
            throws IOException, SQLException {
        ImportedVersion last = versions.get(versions.size() - 1);
        Map<Long, Totals> changes = lives.changes(tableId, versions.get(0).version(), last.version());
        Totals totals = reached == null ? Totals.NONE : reached.totals();
        String protocol = reached == null ? null : reached.protocol();
        String metadata = reached == null ? null : reached.metadata();
        try (CopyRows rows = CopyRows.into(connection, "commit_log", COMMIT_COLUMNS)) {
            for (ImportedVersion version : versions) {
                totals = totals.plus(changes.getOrDefault(version.version(), Totals.NONE));
                protocol = version.protocol() == null ? protocol : version.protocol();
                metadata = version.metadata() == null ? metadata : version.metadata();
                write(rows, tableId, version, totals);
            }
            rows.finish();
        }
        return new ReachedVersion(
                last.version(),
                last.timestamp(),
                Objects.requireNonNull(protocol),
                Objects.requireNonNull(metadata),
                totals);
    }

    private static void write(CopyRows rows, long tableId, ImportedVersion version, Totals totals) throws IOException {
        rows.row().number(tableId).number(version.version()).number(version.timestamp());
        rows.bytes(version.content().bytes()).integer(version.content().size());
        rows.bytes(version.content().sha256()).text(version.operation()).bool(version.blindAppend());
        rows.integer(version.addedFiles()).integer(version.removedFiles());
        rows.number(totals.files()).number(totals.bytes()).number(totals.rows());
    }
}
