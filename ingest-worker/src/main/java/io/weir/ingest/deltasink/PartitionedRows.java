package io.weir.ingest.deltasink;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.ValueType;
import io.weir.support.problem.ProblemException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes new rows of a table that is partitioned: a file for each partition that there are rows of. They are read once, into a
 * table of the connection's own, and that is looked through once for each partition.
 */
final class PartitionedRows {

    /** Each of them is a file that is forced to disk: a column of so many values is none to partition by. */
    static final int MOST = 1_000;

    private static final String ROWS = "weir_partitioned";

    private final Connection connection;
    private final DeltaTable table;
    private final List<String> partitions;
    private final StructType columns;

    private PartitionedRows(Connection connection, DeltaTable table, StructType columns) {
        this.connection = connection;
        this.table = table;
        this.partitions = table.partitionColumns();
        this.columns = columns;
    }

    /**
     * Writes the files; none is left if one fails.
     *
     * @throws ProblemException 422 if rows have more than a thousand partitions, which no other attempt would change
     * @throws DeltaException if rows have a value that Delta has no text for
     */
    static List<PartitionFile> write(Connection connection, DeltaTable table, NewRows rows, FileLayout layout)
            throws SQLException {
        if (table.partitionColumns().isEmpty()) {
            return List.of(new PartitionFile(DataFile.write(connection, table.folder(), rows, layout), Map.of()));
        }
        // By the names of the table from here on: they must not change where the partition columns are left out.
        StructType named = DeltaSchema.named(DeltaSchema.of(rows.columns()));
        PartitionedRows partitioned = new PartitionedRows(connection, table, named);
        try {
            partitioned.collect(rows);
            return partitioned.write(layout);
        } finally {
            partitioned.execute("drop table if exists " + ROWS);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** With the texts of the partitions beside them, under names that no column of a table has. */
    private void collect(NewRows rows) throws SQLException {
        String texts = IntStream.range(0, partitions.size())
                .mapToObj(index -> ", " + text(partitions.get(index)) + " as " + helper(index))
                .collect(Collectors.joining());
        execute("create or replace temp table " + ROWS + " as select *" + texts + " from (select "
                + DeltaProjection.of(rows.columns()) + " from " + rows.relation() + ")");
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from " + ROWS)) {
            count.next();
            rows.requireAll(count.getLong(1));
        }
    }

    private String text(String column) {
        ValueType type = columns.fields().get(column);
        if (type == null) {
            // No record of the batch has it.
            return "null::varchar";
        }
        return PartitionValue.expression(Sql.name(column), type)
                .orElseThrow(() -> DeltaException.lasting("table " + table.name() + " is partitioned by column "
                        + column + " of type " + type.sql() + ", which pipelines cannot write"));
    }

    private static String helper(int index) {
        return Sql.name("value " + index);
    }

    private List<PartitionFile> write(FileLayout layout) throws SQLException {
        List<PartitionFile> files = new ArrayList<>();
        try {
            for (Part part : parts()) {
                NewRows rows = new NewRows(table.withoutPartitions(columns), part.relation(), part.count());
                files.add(new PartitionFile(
                        DataFile.write(connection, table.folder(), rows, layout), part.values(partitions)));
            }
            return files;
        } catch (SQLException | RuntimeException failed) {
            files.forEach(written -> written.file().discard());
            throw failed;
        }
    }

    private List<Part> parts() throws SQLException {
        String helpers = IntStream.range(0, partitions.size())
                .mapToObj(PartitionedRows::helper)
                .collect(Collectors.joining(", "));
        List<Part> parts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select " + helpers + ", count(*) from " + ROWS + " group by "
                        + helpers + " order by " + helpers + " limit " + (MOST + 1))) {
            while (found.next()) {
                List<@Nullable String> texts = new ArrayList<>();
                for (int index = 0; index < partitions.size(); index++) {
                    texts.add(readable(found.getString(index + 1), partitions.get(index)));
                }
                parts.add(new Part(texts, found.getLong(partitions.size() + 1)));
            }
        }
        if (parts.size() > MOST) {
            throw new ProblemException(
                    IngestProblem.PIPELINE_INVALID,
                    "one batch has rows of more than " + MOST + " partitions of table " + table.name()
                            + ", which is partitioned by " + partitions + ": a batch.maxRows of " + MOST
                            + " or less never has; a table partitioned by columns of fewer values has fewer files, too");
        }
        return parts;
    }

    private @Nullable String readable(@Nullable String text, String column) {
        ValueType type = columns.fields().get(column);
        if (type != null && !PartitionValue.isReadable(text, type)) {
            throw DeltaException.lasting("table " + table.name() + " is partitioned by column " + column + ", of which "
                    + text + " is no value that Delta can name");
        }
        return text;
    }

    /** The rows with the same texts. */
    private record Part(List<@Nullable String> texts, long count) {

        String relation() {
            return "(from " + ROWS + " where "
                    + IntStream.range(0, texts.size())
                            .mapToObj(index -> helper(index) + " is not distinct from " + literal(texts.get(index)))
                            .collect(Collectors.joining(" and "))
                    + ")";
        }

        private static String literal(@Nullable String text) {
            return text == null ? "null" : Sql.text(text);
        }

        Map<String, @Nullable String> values(List<String> columns) {
            Map<String, @Nullable String> values = new LinkedHashMap<>();
            for (int index = 0; index < columns.size(); index++) {
                values.put(columns.get(index), texts.get(index));
            }
            return values;
        }
    }
}
