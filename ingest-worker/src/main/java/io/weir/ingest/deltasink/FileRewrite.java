package io.weir.ingest.deltasink;

import io.weir.ingest.decode.StructType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rows of several files of a table into one, in one commit that changes no row: who reads the table's changes sees
 * none, nobody's append stands against it, and it does not happen where another took one of the files away meanwhile. It
 * carries no transaction, so that watermarks and generations stay as they are.
 */
public final class FileRewrite {

    private final DeltaTables tables;
    private final DeltaTable table;
    private final String pipeline;
    private final TableRows rows;
    private final StructType columns;
    private final FileLayout layout;
    private final Map<String, String> parameters;
    private final @Nullable String clusteredBy;

    /**
     * Of the files of a table as it was found.
     *
     * @param pipeline whose table it is
     * @param clusterBy columns that rows are sorted by, by the names that records have for them, unless another says by which
     *     columns the table is clustered
     * @param byItself whether nobody asked for it
     */
    public FileRewrite(
            DeltaTables tables, DeltaTable table, String pipeline, List<String> clusterBy, boolean byItself) {
        this.tables = tables;
        this.table = table;
        this.pipeline = pipeline;
        this.rows = TableRows.of(table);
        this.columns = table.storedColumns();
        TableClustering clustering = TableClustering.of(table);
        ClusteringOrder own = new ClusteringOrder(clusterBy).named(DeltaSchema.columns(table.schema()));
        this.layout = new FileLayout(clustering.order(pipeline, own), IndexedColumns.of(table, columns));
        this.clusteredBy = clustering.provider();
        this.parameters = Map.of(
                "predicate",
                "[]",
                "zOrderBy",
                "[]",
                "clusterBy",
                clusteredBy == null ? "[]" : clustering.told(),
                "auto",
                Boolean.toString(byItself));
    }

    /** Why files cannot be put together whose table can be compacted, if so. */
    public Optional<String> obstacle(Connection connection, List<TableFile> files) throws SQLException {
        return new StoredRows(connection, files).misfit(columns);
    }

    /**
     * Puts files together that are of one partition, and of which no row was deleted in place.
     *
     * @param connection whose instance keeps the order of rows, on which nothing else is done
     * @return bytes of the new file
     * @throws CommitRefusedException if the files are not those of the table any more; the new file is gone
     * @throws DeltaException if the outcome is not known: the new file stays, for the table or for a vacuum
     * @throws SQLException if a file cannot be read; there is no new file
     */
    public long rewrite(Connection connection, List<TableFile> files) throws SQLException {
        long count = new StoredRows(connection, files).count();
        DataFile file = DataFile.write(
                connection, table.folder(), new NewRows(columns, "(" + rows.select(files) + ")", count), layout);
        try {
            tables.commit(
                    table.name(),
                    new DeltaCommit(
                            actions(files, file), table.version(), Map.of(), pipeline, null, operation(files, file)));
        } catch (CommitRefusedException lost) {
            file.discard();
            throw lost;
        }
        return file.bytes();
    }

    private List<Map<String, Object>> actions(List<TableFile> files, DataFile file) {
        List<Map<String, Object>> actions = new ArrayList<>();
        files.forEach(old -> actions.add(old.remove(false)));
        actions.add(file.rewritten(files.get(0).partition(), clusteredBy));
        return actions;
    }

    private DeltaOperation operation(List<TableFile> files, DataFile file) {
        Map<String, String> metrics = new LinkedHashMap<>();
        metrics.put("numRemovedFiles", Integer.toString(files.size()));
        metrics.put(
                "numRemovedBytes",
                Long.toString(files.stream().mapToLong(TableFile::bytes).sum()));
        metrics.put("numAddedFiles", "1");
        metrics.put("numAddedBytes", Long.toString(file.bytes()));
        metrics.put("minFileSize", Long.toString(file.bytes()));
        metrics.put("maxFileSize", Long.toString(file.bytes()));
        metrics.put("numDeletionVectorsRemoved", "0");
        return new DeltaOperation(
                "OPTIMIZE",
                parameters,
                metrics,
                files.stream().map(TableFile::name).toList());
    }
}
