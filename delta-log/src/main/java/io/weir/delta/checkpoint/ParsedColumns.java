package io.weir.delta.checkpoint;

import io.weir.delta.action.Metadata;
import io.weir.delta.json.DeltaJson;
import io.weir.delta.schema.DataType;
import io.weir.delta.schema.DecimalType;
import io.weir.delta.schema.PrimitiveType;
import io.weir.delta.schema.StructField;
import io.weir.delta.schema.StructType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What checkpoints of a table hold a second time as columns with types, so that engines can skip files without reading any
 * JSON: the statistics ({@code stats_parsed}) and the partition values ({@code partitionValues_parsed}). Only tables that
 * ask for them by {@code delta.checkpoint.writeStatsAsStruct} have them. By the protocol's section "Checkpoint Schema".
 */
public final class ParsedColumns {

    /** Of tables that do not ask for any. */
    public static final ParsedColumns NONE = new ParsedColumns(List.of());

    private static final String PROPERTY = "delta.checkpoint.writeStatsAsStruct";
    private static final String MAPPING_MODE = "delta.columnMapping.mode";

    /** Statistics are JSON, whose numbers DuckDB reads as doubles where they are no integers: what is longer is not exact. */
    private static final int EXACT_DIGITS = 15;

    private final List<String> fields;

    private ParsedColumns(List<String> fields) {
        this.fields = List.copyOf(fields);
    }

    /** Those of a table. */
    public static ParsedColumns of(Metadata metadata) {
        if (!Boolean.parseBoolean(metadata.configuration().getOrDefault(PROPERTY, "false"))) {
            return NONE;
        }
        return new Columns(metadata).parsed();
    }

    /** Fields of an add, as assignments within {@code struct_pack}. */
    List<String> fields() {
        return fields;
    }

    private static String text(String words) {
        return "'" + words.replace("'", "''") + "'";
    }

    /** The columns of one table. */
    private static final class Columns {

        private final StructType schema;
        private final List<String> partitionColumns;
        private final boolean mapped;
        private final StatisticsColumns told;

        Columns(Metadata metadata) {
            this.schema = metadata.schema();
            this.partitionColumns = metadata.partitionColumns();
            this.mapped =
                    !metadata.configuration().getOrDefault(MAPPING_MODE, "none").equalsIgnoreCase("none");
            this.told = StatisticsColumns.of(metadata);
        }

        ParsedColumns parsed() {
            List<String> fields = new ArrayList<>();
            fields.add("\"stats_parsed\" := CASE WHEN json_valid(\"stats\") THEN from_json(\"stats\", "
                    + text(DeltaJson.mapper().writeValueAsString(statistics())) + ") END");
            List<String> values = schema.fields().stream()
                    .filter(field -> partitionColumns.contains(field.name()))
                    .map(this::partitionValue)
                    .toList();
            if (!values.isEmpty()) {
                fields.add("\"partitionValues_parsed\" := struct_pack(" + String.join(", ", values) + ")");
            }
            return new ParsedColumns(fields);
        }

        /** A structure of DuckDB's, which has no structs of nothing. */
        private Map<String, Object> statistics() {
            Map<String, Object> structure = new LinkedHashMap<>();
            structure.put("numRecords", "BIGINT");
            Map<String, Object> bounds = members(schema, List.of(), ParsedColumns::bounds);
            if (!bounds.isEmpty()) {
                structure.put("minValues", bounds);
                structure.put("maxValues", bounds);
            }
            Map<String, Object> nulls = members(schema, List.of(), ParsedColumns::nulls);
            if (!nulls.isEmpty()) {
                structure.put("nullCount", nulls);
            }
            structure.put("tightBounds", "BOOLEAN");
            return structure;
        }

        private Map<String, Object> members(
                StructType struct, List<String> outer, Function<DataType, Optional<String>> typeOf) {
            Map<String, Object> members = new LinkedHashMap<>();
            for (StructField field : struct.fields()) {
                List<String> path = StatisticsColumns.within(outer, field.name());
                if (field.type() instanceof StructType nested) {
                    Map<String, Object> inner = members(nested, path, typeOf);
                    if (!inner.isEmpty()) {
                        members.put(name(field), inner);
                    }
                } else if (told.tellOf(path)) {
                    typeOf.apply(field.type()).ifPresent(type -> members.put(name(field), type));
                }
            }
            return members;
        }

        private String partitionValue(StructField field) {
            String value = "nullif(\"partitionValues\"[" + text(name(field)) + "], '')";
            return "\"" + name(field).replace("\"", "\"\"") + "\" := " + valueOf(value, field.type());
        }

        private String name(StructField field) {
            return mapped ? field.physicalName() : field.name();
        }
    }

    private static String valueOf(String value, DataType type) {
        if (type == PrimitiveType.BINARY) {
            return "encode(" + value + ")";
        }
        return "TRY_CAST(" + value + " AS " + duckdbType(type).orElse("VARCHAR") + ")";
    }

    private static Optional<String> nulls(DataType type) {
        return type == PrimitiveType.VOID ? Optional.empty() : Optional.of("BIGINT");
    }

    /** Truth values have no bounds, and a bound that is not exact would have files skipped that are wanted. */
    private static Optional<String> bounds(DataType type) {
        boolean has = type instanceof DecimalType decimal
                ? decimal.precision() <= EXACT_DIGITS
                : type != PrimitiveType.BOOLEAN;
        return has ? duckdbType(type) : Optional.empty();
    }

    private static Optional<String> duckdbType(DataType type) {
        if (type instanceof DecimalType decimal) {
            return Optional.of("DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")");
        }
        return type instanceof PrimitiveType primitive ? duckdbType(primitive) : Optional.empty();
    }

    private static Optional<String> duckdbType(PrimitiveType type) {
        return switch (type) {
            case STRING -> Optional.of("VARCHAR");
            case LONG -> Optional.of("BIGINT");
            case INTEGER -> Optional.of("INTEGER");
            case SHORT -> Optional.of("SMALLINT");
            case BYTE -> Optional.of("TINYINT");
            case FLOAT -> Optional.of("FLOAT");
            case DOUBLE -> Optional.of("DOUBLE");
            case BOOLEAN -> Optional.of("BOOLEAN");
            case DATE -> Optional.of("DATE");
            case TIMESTAMP -> Optional.of("TIMESTAMPTZ");
            case TIMESTAMP_NTZ -> Optional.of("TIMESTAMP");
            case BINARY, VARIANT, VOID -> Optional.empty();
        };
    }
}
