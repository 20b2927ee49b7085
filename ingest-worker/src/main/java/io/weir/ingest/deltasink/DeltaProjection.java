package io.weir.ingest.deltasink;

import io.weir.ingest.decode.ListType;
import io.weir.ingest.decode.MapType;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.ValueType;
import java.util.Map;
import java.util.stream.Collectors;

/** Selects rows under the names that the Delta table has for their keys. */
final class DeltaProjection {

    private DeltaProjection() {}

    static String of(StructType columns) {
        Map<String, String> names = ColumnNames.of(columns.fields().keySet());
        return columns.fields().entrySet().stream()
                .map(column -> value(Sql.name(column.getKey()), column.getValue()) + " as "
                        + Sql.name(names.getOrDefault(column.getKey(), "")))
                .collect(Collectors.joining(", "));
    }

    private static String value(String value, ValueType type) {
        if (!renames(type)) {
            return value;
        }
        if (type instanceof ListType list) {
            String item = "r" + Integer.toHexString(value.hashCode());
            return "list_transform(" + value + ", lambda " + item + ": " + value(item, list.element()) + ")";
        }
        if (type instanceof MapType map) {
            String entry = "s" + Integer.toHexString(value.hashCode());
            return "case when " + value + " is null then null else map_from_entries(list_transform(map_entries(" + value
                    + "), lambda " + entry + ": struct_pack(k := " + entry + ".key, v := "
                    + value(entry + ".value", map.value()) + "))) end";
        }
        StructType struct = (StructType) type;
        Map<String, String> names = ColumnNames.of(struct.fields().keySet());
        return "case when " + value + " is null then null else "
                + struct.fields().entrySet().stream()
                        .map(field -> Sql.name(names.getOrDefault(field.getKey(), "")) + " := "
                                + value(value + "." + Sql.name(field.getKey()), field.getValue()))
                        .collect(Collectors.joining(", ", "struct_pack(", ")"))
                + " end";
    }

    private static boolean renames(ValueType type) {
        if (type instanceof ListType list) {
            return renames(list.element());
        }
        if (type instanceof MapType map) {
            return renames(map.value());
        }
        return type instanceof StructType struct
                && (ColumnNames.of(struct.fields().keySet()).entrySet().stream()
                                .anyMatch(name -> !name.getKey().equals(name.getValue()))
                        || struct.fields().values().stream().anyMatch(DeltaProjection::renames));
    }
}
