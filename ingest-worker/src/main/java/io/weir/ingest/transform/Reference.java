package io.weir.ingest.transform;

import io.weir.ingest.decode.LosslessCast;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table that records are looked up in.
 *
 * @param store that has the table; null for the warehouse that is written to
 * @param name of the column that the row which is found becomes
 * @param table with or without its schema
 * @param on columns of the records, by the columns of the table that are equal to them
 * @param columns that are taken out of the row; a value that does not fit its type, or would lose a part in it, is null
 */
public record Reference(String name, @Nullable String store, String table, Map<String, String> on, StructType columns) {

    /** A query for one row of each key; of several that which is least in its columns. */
    String rows(String qualified) {
        String keys = Sql.names(on.keySet());
        String fields = columns.fields().entrySet().stream()
                .map(column -> Sql.name(column.getKey()) + " := "
                        + LosslessCast.orNull(Sql.name(column.getKey()), column.getValue()))
                .collect(Collectors.joining(", ", "struct_pack(", ")"));
        String order = Sql.names(columns.fields().keySet());
        return "select " + keys + ", " + fields + " as weir_found from " + qualified
                + " qualify row_number() over (partition by " + keys + " order by " + order + ") = 1";
    }

    /** Whether a row of it goes with a record. */
    String goesWith(String found, String record) {
        return on.entrySet().stream()
                .map(key -> found + "." + Sql.name(key.getKey()) + " = " + record + "." + Sql.name(key.getValue()))
                .collect(Collectors.joining(" and "));
    }
}
