package io.weir.delta.skipping;

import io.weir.delta.action.Metadata;
import io.weir.delta.json.UnknownFields;
import io.weir.delta.schema.DataType;
import io.weir.delta.schema.DecimalType;
import io.weir.delta.schema.PrimitiveType;
import io.weir.delta.schema.StructField;
import io.weir.delta.schema.StructType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** Columns of every type with values that hurt: near one another, at the ends of their types, cut by statistics. */
final class RandomTable {

    private static final String LONG_PREFIX = "s3://bucket/with/a/rather/long/path/part-";

    /**
     * A column.
     *
     * @param sqlType DuckDB's name of its type
     * @param value a random value as a SQL literal
     */
    record Column(String name, DataType type, String sqlType, Function<Random, String> value) {}

    static final List<Column> COLUMNS = List.of(
            new Column("i", PrimitiveType.INTEGER, "INTEGER", random -> Integer.toString(random.nextInt(40) - 20)),
            new Column("l", PrimitiveType.LONG, "BIGINT", RandomTable::bigint),
            new Column("d", PrimitiveType.DOUBLE, "DOUBLE", RandomTable::floating),
            new Column("f", PrimitiveType.FLOAT, "FLOAT", RandomTable::floating),
            new Column("dec", new DecimalType(20, 3), "DECIMAL(20,3)", RandomTable::decimal),
            new Column("s", PrimitiveType.STRING, "VARCHAR", RandomTable::text),
            new Column("dt", PrimitiveType.DATE, "DATE", RandomTable::date),
            new Column("tn", PrimitiveType.TIMESTAMP_NTZ, "TIMESTAMP", random -> timestamp(random, "TIMESTAMP", "")),
            new Column("ts", PrimitiveType.TIMESTAMP, "TIMESTAMPTZ", random -> timestamp(random, "TIMESTAMPTZ", "+00")),
            new Column("b", PrimitiveType.BOOLEAN, "BOOLEAN", random -> Boolean.toString(random.nextBoolean())),
            new Column("part", PrimitiveType.STRING, "VARCHAR", random -> "'" + "abc".charAt(random.nextInt(3)) + "'"),
            new Column("pday", PrimitiveType.DATE, "DATE", RandomTable::date));

    static final List<String> PARTITIONS = List.of("part", "pday");

    private RandomTable() {}

    private static String bigint(Random random) {
        long near = 9_007_199_254_740_992L + random.nextInt(6);
        return switch (random.nextInt(4)) {
            case 0 -> Long.toString(near);
            case 1 -> Long.toString(-near);
            case 2 -> Long.toString(Long.MAX_VALUE - random.nextInt(3));
            default -> Long.toString(random.nextInt(10));
        };
    }

    private static String floating(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> "'NaN'";
            case 1 -> "'Infinity'";
            case 2 -> "'-Infinity'";
            case 3 -> "-0.0";
            default -> Double.toString((random.nextInt(60) - 30) / 10.0);
        };
    }

    private static String decimal(Random random) {
        return random.nextBoolean()
                ? "12345678901234567." + (100 + random.nextInt(5))
                : (random.nextInt(20) - 10) + "." + (100 + random.nextInt(900));
    }

    private static String text(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "'" + LONG_PREFIX + (char) ('a' + random.nextInt(4)) + "'";
            case 1 -> "'" + "x".repeat(30 + random.nextInt(4)) + "\uD83D\uDE00'";
            case 2 -> "'\uFFFD" + random.nextInt(3) + "'";
            case 3 -> "''";
            default -> "'" + (char) ('a' + random.nextInt(5)) + random.nextInt(3) + "'";
        };
    }

    private static String date(Random random) {
        return "DATE '" + java.time.LocalDate.of(1969, 12, 25).plusDays(random.nextInt(14)) + "'";
    }

    private static String timestamp(Random random, String type, String zone) {
        String day =
                java.time.LocalDate.of(1969, 12, 30).plusDays(random.nextInt(4)).toString();
        String micros = String.format("%02d:00:00.%06d", random.nextInt(24), random.nextInt(3000));
        return type + " '" + day + " " + micros + zone + "'";
    }

    /** The table's metadata; with column mapping, files know every column by another name. */
    static Metadata metadata(boolean mapped) {
        List<StructField> fields = new java.util.ArrayList<>(COLUMNS.stream()
                .map(column -> field(column.name(), column.type(), mapped))
                .toList());
        StructType nested = StructType.of(
                List.of(field("x", PrimitiveType.INTEGER, mapped), field("Y", PrimitiveType.STRING, mapped)));
        fields.add(field("st", nested, mapped));
        Map<String, String> properties = mapped ? Map.of("delta.columnMapping.mode", "name") : Map.of();
        return Metadata.of("t", "t", null, StructType.of(fields), PARTITIONS, properties, 0);
    }

    private static StructField field(String name, DataType type, boolean mapped) {
        UnknownFields metadata = mapped
                ? new UnknownFields(new LinkedHashMap<>(
                        Map.of(StructField.PHYSICAL_NAME, StringNode.valueOf(physical(name, true)))))
                : UnknownFields.NONE;
        return new StructField(name, type, true, metadata, UnknownFields.NONE);
    }

    static String physical(String name, boolean mapped) {
        return mapped ? "col-" + name : name;
    }

    static @Nullable String orNull(Random random, int oneIn, String value) {
        return random.nextInt(oneIn) == 0 ? null : value;
    }
}
