package io.weir.ingest.deltasink;

import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The dead letters in the files of a Delta table. Files only come to it: a row with {@code replayed_at} says that the letter
 * of the same place is none any more.
 */
public final class StoredLetters {

    static final StructType COLUMNS = columns();

    /** Which letter of a pipeline one is. */
    private static final List<String> PLACE = List.of("pipeline", "\"partition\"", "sequence", "generation");

    private StoredLetters() {}

    private static StructType columns() {
        Map<String, ValueType> columns = new LinkedHashMap<>();
        columns.put("pipeline", TypeNames.parse("VARCHAR"));
        columns.put("partition", TypeNames.parse("BIGINT"));
        columns.put("sequence", TypeNames.parse("BIGINT"));
        columns.put("payload", TypeNames.parse("BLOB"));
        columns.put("reason", TypeNames.parse("VARCHAR"));
        columns.put("recorded_at", TypeNames.parse("TIMESTAMP WITH TIME ZONE"));
        columns.put("generation", TypeNames.parse("BIGINT"));
        columns.put("attributes", TypeNames.parse("VARCHAR"));
        columns.put("replayed_at", TypeNames.parse("TIMESTAMP WITH TIME ZONE"));
        return new StructType(columns);
    }

    /** A relation of the letters that are there, with whatever columns their files have. */
    public static String relation(List<Path> files) {
        String none = COLUMNS.fields().entrySet().stream()
                .map(column -> "null::" + column.getValue().sql() + " as " + Sql.name(column.getKey()))
                .collect(Collectors.joining(", ", "select ", " where false"));
        String paths =
                files.stream().map(file -> Sql.text(file.toString())).collect(Collectors.joining(", ", "[", "]"));
        String read = files.isEmpty()
                ? none
                : none + " union all by name select * from read_parquet(" + paths
                        + ", union_by_name = true, hive_partitioning = false)";
        String same = PLACE.stream()
                .map(column -> "back." + column + " is not distinct from letter." + column)
                .collect(Collectors.joining(" and "));
        return "(with letters as (" + read + ") select * from letters letter where replayed_at is null"
                + " and not exists (from letters back where back.replayed_at is not null and " + same + "))";
    }
}
