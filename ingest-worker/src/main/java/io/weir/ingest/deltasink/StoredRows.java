package io.weir.ingest.deltasink;

import io.weir.ingest.decode.ListType;
import io.weir.ingest.decode.MapType;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What files of Parquet say of themselves, whoever wrote them. */
final class StoredRows {

    private final Connection connection;
    private final String paths;

    StoredRows(Connection connection, List<TableFile> files) {
        this.connection = connection;
        this.paths = files.stream()
                .map(file -> Sql.text(file.path().toString()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** The number of their rows. */
    long count() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet counted = statement.executeQuery(
                        "select sum(num_rows)::bigint from parquet_file_metadata(" + paths + ")")) {
            counted.next();
            return counted.getLong(1);
        }
    }

    /**
     * What they have otherwise than their table, such as times that say no zone, which only who wrote them could tell how to
     * read.
     *
     * @param columns of the table: files may lack some
     */
    Optional<String> misfit(StructType columns) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet described = statement.executeQuery("describe select * from read_parquet(" + paths
                        + ", union_by_name = true, hive_partitioning = false)")) {
            while (described.next()) {
                String column = described.getString("column_name");
                String type = described.getString("column_type");
                ValueType known = columns.fields().get(column);
                if (known == null || !isWithin(TypeNames.parse(type), known)) {
                    return Optional.of("files have column " + column + " as " + type + ", the table has "
                            + (known == null ? "none" : "it as " + known.sql()));
                }
            }
            return Optional.empty();
        }
    }

    private static boolean isWithin(ValueType stored, ValueType known) {
        if (stored instanceof StructType struct && known instanceof StructType whole) {
            return struct.fields().entrySet().stream().allMatch(field -> {
                ValueType inside = whole.fields().get(field.getKey());
                return inside != null && isWithin(field.getValue(), inside);
            });
        }
        if (stored instanceof ListType list && known instanceof ListType whole) {
            return isWithin(list.element(), whole.element());
        }
        if (stored instanceof MapType map && known instanceof MapType whole) {
            return isWithin(map.value(), whole.value());
        }
        return stored.sql().equals(known.sql());
    }
}
