package io.weir.metadata.importing.jdbc;

import io.weir.delta.skipping.FileBounds;
import io.weir.metadata.commit.AddedFile;
import io.weir.metadata.commit.RemovedFile;
import io.weir.metadata.copy.BinaryRows;
import io.weir.metadata.importing.ImportedVersion;
import io.weir.metadata.importing.ReachedVersion;
import io.weir.metadata.importing.VersionBatch;
import io.weir.metadata.packing.Frame;
import io.weir.metadata.packing.LogPacking;
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
            + " data_change, partition_values, action, deleted_at, lows, highs, without_nulls, nulls_only";
    private static final String COMMIT_COLUMNS = "table_id, version, timestamp, content, content_bytes, sha256,"
            + " operation, blind_append, added_files, removed_files, live_files, live_bytes, live_rows";

    private final Connection connection;
    private final FileLives lives;
    private final SmallRows small;
    private final LogPacking packing;

    VersionRows(Connection connection, FileLives lives, SmallRows small, LogPacking packing) {
        this.connection = connection;
        this.lives = lives;
        this.small = small;
        this.packing = packing;
    }

    /** Appends a batch to what is reached, and tells what is reached then. */
    ReachedVersion append(long tableId, @Nullable ReachedVersion reached, VersionBatch batch)
            throws IOException, SQLException {
        stage(tableId, batch);
        lives.merge(tableId);
        List<ImportedVersion> versions = batch.versions();
        small.insert(tableId, versions);
        return log(tableId, reached, versions, batch.slots());
    }

    private void stage(long tableId, VersionBatch batch) throws IOException, SQLException {
        try (CopyRows rows = CopyRows.into(connection, "import_file", FILE_COLUMNS)) {
            batch.forEachFile(new VersionBatch.FileRows() {
                @Override
                public void added(long version, AddedFile file) throws IOException {
                    write(rows.row(), tableId, version, file);
                }

                @Override
                public void removed(long version, RemovedFile file) throws IOException {
                    write(rows.row(), tableId, version, file);
                }
            });
            rows.finish();
        }
    }

    private static void write(BinaryRows row, long tableId, long version, AddedFile file) throws IOException {
        begin(row, tableId, version, true, file.path(), file.deletionVector());
        row.number(file.size());
        row.number(file.rows());
        row.truth(file.dataChange());
        row.text(file.partitionValues());
        row.text(file.action());
        row.number(null);
        write(row, file.bounds());
    }

    private static void write(BinaryRows row, long tableId, long version, RemovedFile file) throws IOException {
        begin(row, tableId, version, false, file.path(), file.deletionVector());
        row.number(0L);
        row.number(null);
        row.truth(true);
        row.text("{}");
        row.text(file.action());
        row.number(file.deletedAt());
        write(row, FileBounds.UNKNOWN);
    }

    private static void begin(
            BinaryRows row, long tableId, long version, boolean added, String path, String deletionVector)
            throws IOException {
        row.number(tableId);
        row.number(version);
        row.truth(added);
        row.text(path);
        row.text(deletionVector);
    }

    private static void write(BinaryRows row, FileBounds bounds) throws IOException {
        row.keys(bounds.lows());
        row.keys(bounds.highs());
        row.number(bounds.withoutNulls());
        row.number(bounds.nullsOnly());
    }

    private ReachedVersion log(
            long tableId, @Nullable ReachedVersion reached, List<ImportedVersion> versions, String slots)
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
                write(rows.row(), tableId, version, totals);
            }
            rows.finish();
        }
        return new ReachedVersion(
                last.version(),
                last.timestamp(),
                Objects.requireNonNull(protocol),
                Objects.requireNonNull(metadata),
                slots,
                totals);
    }

    private byte[] kept(ImportedVersion version) {
        byte[] bytes = version.content().bytes();
        return packing.packs(version.addedFiles() + version.removedFiles()) ? Frame.pack(bytes) : bytes;
    }

    private void write(BinaryRows row, long tableId, ImportedVersion version, Totals totals) throws IOException {
        row.number(tableId);
        row.number(version.version());
        row.number(version.timestamp());
        row.bytes(kept(version));
        row.integer(version.content().size());
        row.bytes(version.content().sha256());
        row.text(version.operation());
        row.truth(version.blindAppend());
        row.integer(version.addedFiles());
        row.integer(version.removedFiles());
        row.number(totals.files());
        row.number(totals.bytes());
        row.number(totals.rows());
    }
}
