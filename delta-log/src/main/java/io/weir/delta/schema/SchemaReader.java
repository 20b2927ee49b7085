package io.weir.delta.schema;

import io.weir.delta.InvalidActionException;
import io.weir.delta.json.Fields;
import io.weir.delta.json.UnknownFields;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the JSON of types. */
final class SchemaReader {

    /** Deeper ones come from broken writers or from an attack on the stack. */
    private static final int MAX_DEPTH = 100;

    private static final Pattern DECIMAL = Pattern.compile("decimal\\(\\s*(\\d{1,3})\\s*,\\s*(-?\\d{1,3})\\s*\\)");

    private SchemaReader() {}

    static DataType read(JsonNode type, String path, int depth) {
        if (depth > MAX_DEPTH) {
            throw new InvalidActionException(
                    path, "is nested too deeply", null, "at most " + MAX_DEPTH + " levels of types");
        }
        return type.isString() ? named(type.stringValue(), path) : nested(Fields.of(type, path), path, depth);
    }

    private static DataType named(String name, String path) {
        if (name.equals("decimal")) {
            return new DecimalType(10, 0);
        }
        if (name.equals("null")) {
            return PrimitiveType.VOID;
        }
        Matcher decimal = DECIMAL.matcher(name);
        if (decimal.matches()) {
            return decimal(name, Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)), path);
        }
        return PrimitiveType.named(name)
                .orElseThrow(() -> new InvalidActionException(
                        path,
                        "is no type of Delta",
                        name,
                        "string, long, integer, short, byte, float, double, boolean, binary, date, timestamp,"
                                + " timestamp_ntz, variant, decimal(p,s), or an object of type struct, array or map"));
    }

    private static DecimalType decimal(String name, int precision, int scale, String path) {
        if (precision < 1 || precision > DecimalType.MAX_PRECISION || scale < 0 || scale > precision) {
            throw new InvalidActionException(path, "is out of range", name, "decimal(1..38, 0..precision)");
        }
        return new DecimalType(precision, scale);
    }

    private static DataType nested(Fields fields, String path, int depth) {
        String kind = fields.string("type");
        return switch (kind) {
            case "struct" -> struct(fields, path, depth);
            case "array" ->
                new ArrayType(
                        read(fields.node("elementType"), fields.path("elementType"), depth + 1),
                        fields.bool("containsNull"),
                        fields.unknown());
            case "map" ->
                new MapType(
                        read(fields.node("keyType"), fields.path("keyType"), depth + 1),
                        read(fields.node("valueType"), fields.path("valueType"), depth + 1),
                        fields.bool("valueContainsNull"),
                        fields.unknown());
            default ->
                throw new InvalidActionException(
                        fields.path("type"), "is no nested type", kind, "struct, array or map");
        };
    }

    private static StructType struct(Fields fields, String path, int depth) {
        List<StructField> columns = new ArrayList<>();
        for (JsonNode column : fields.list("fields")) {
            columns.add(field(Fields.of(column, path + ".fields[" + columns.size() + "]"), depth));
        }
        return new StructType(columns, fields.unknown());
    }

    private static StructField field(Fields fields, int depth) {
        @Nullable Fields metadata = fields.optionalObject("metadata");
        return new StructField(
                fields.string("name"),
                read(fields.node("type"), fields.path("type"), depth + 1),
                fields.bool("nullable"),
                metadata == null ? UnknownFields.NONE : metadata.unknown(),
                fields.unknown());
    }
}
