package io.weir.ingest.decode;

import java.util.stream.Collectors;

/**
 * A cast of a value that is there already, as of a row that is found for a record. What does not fit its type is null, and so is
 * what would lose a part of it: by the same rules as what comes in records is refused for.
 */
public final class LosslessCast {

    private LosslessCast() {}

    /** The value in a type; of lists, maps and structs each part by itself. */
    public static String orNull(String value, ValueType type) {
        if (!mayLose(type)) {
            return tryCast(value, type.sql());
        }
        // The name of the parameter tells nested ones apart.
        String part = "p" + Integer.toHexString(value.hashCode());
        if (type instanceof ListType list) {
            return "list_transform(" + tryCast(value, texts(list)) + ", lambda " + part + ": "
                    + orNull(part, list.element()) + ")";
        }
        if (type instanceof MapType map) {
            return "map_from_entries(list_transform(map_entries(" + tryCast(value, texts(map)) + "), lambda " + part
                    + ": struct_pack(k := " + part + ".key, v := " + orNull(part + ".value", map.value()) + ")))";
        }
        if (type instanceof StructType struct) {
            // In a list, so that the cast is written, and done, once.
            return "list_transform([" + tryCast(value, texts(struct)) + "], lambda " + part + ": case when " + part
                    + " is null then null else " + pack(part, struct) + " end)[1]";
        }
        return scalar(value, type);
    }

    private static String pack(String value, StructType struct) {
        return struct.fields().entrySet().stream()
                .map(field -> Sql.name(field.getKey()) + " := "
                        + orNull(value + "." + Sql.name(field.getKey()), field.getValue()))
                .collect(Collectors.joining(", ", "struct_pack(", ")"));
    }

    private static String scalar(String value, ValueType type) {
        String cast = tryCast(value, type.sql());
        String text = "cast(" + value + " as VARCHAR)";
        String holds = ExactText.of(type.sql())
                // What is of the type already is not taken apart.
                .map(exact -> "cast(" + cast + " as VARCHAR) = " + text + " or " + exact.holds(text))
                .orElse(ForeignType.whole(value));
        return "case when " + holds + " then " + cast + " end";
    }

    private static boolean mayLose(ValueType type) {
        if (type instanceof ListType list) {
            return mayLose(list.element());
        }
        if (type instanceof MapType map) {
            return mayLose(map.value());
        }
        if (type instanceof StructType struct) {
            return struct.fields().values().stream().anyMatch(LosslessCast::mayLose);
        }
        return type == ScalarType.BIGINT
                || ForeignType.isWhole(type.sql())
                || ExactText.of(type.sql()).isPresent();
    }

    /** The same type with texts for what a cast may lose a part of. */
    private static String texts(ValueType type) {
        if (type instanceof ListType list) {
            return texts(list.element()) + "[]";
        }
        if (type instanceof MapType map) {
            return "MAP(VARCHAR, " + texts(map.value()) + ")";
        }
        if (type instanceof StructType struct) {
            return struct.fields().entrySet().stream()
                    .map(field -> Sql.name(field.getKey()) + " " + texts(field.getValue()))
                    .collect(Collectors.joining(", ", "STRUCT(", ")"));
        }
        return mayLose(type) ? ScalarType.VARCHAR.sql() : type.sql();
    }

    private static String tryCast(String value, String type) {
        return "try_cast(" + value + " as " + type + ")";
    }
}
