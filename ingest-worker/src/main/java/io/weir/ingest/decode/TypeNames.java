package io.weir.ingest.decode;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads DuckDB's names of types, as {@code DESCRIBE} gives them. */
public final class TypeNames {

    /** Other keys than texts JSON does not have. */
    private static final String MAP = "MAP(VARCHAR, ";

    private final String text;
    private int at;

    private TypeNames(String text) {
        this.text = text;
    }

    /** The type of a column, as in {@code STRUCT(a BIGINT, "b c" VARCHAR[])}. */
    public static ValueType parse(String name) {
        return new TypeNames(name).type();
    }

    private ValueType type() {
        ValueType type = text.startsWith("STRUCT(", at) ? struct() : text.startsWith(MAP, at) ? map() : named();
        while (text.startsWith("[]", at)) {
            at += 2;
            type = new ListType(type);
        }
        return type;
    }

    private ValueType map() {
        at += MAP.length();
        ValueType value = type();
        at++;
        return new MapType(value);
    }

    private ValueType struct() {
        at += "STRUCT(".length();
        Map<String, ValueType> fields = new LinkedHashMap<>();
        while (text.charAt(at - 1) != ')') {
            String name = identifier();
            fields.put(name, type());
            // Past the comma and the blank after it, or past the end of the struct.
            at += text.charAt(at) == ',' ? 2 : 1;
        }
        return new StructType(fields);
    }

    private String identifier() {
        if (text.charAt(at) != '"') {
            int end = text.indexOf(' ', at);
            String name = text.substring(at, end);
            at = end + 1;
            return name;
        }
        StringBuilder name = new StringBuilder();
        for (at++; text.charAt(at) != '"' || text.charAt(at + 1) == '"'; at++) {
            if (text.charAt(at) == '"') {
                at++;
            }
            name.append(text.charAt(at));
        }
        at += 2;
        return name.toString();
    }

    private ValueType named() {
        int start = at;
        int depth = 0;
        while (at < text.length() && (depth > 0 || !endsHere())) {
            depth += text.charAt(at) == '(' ? 1 : text.charAt(at) == ')' ? -1 : 0;
            at++;
        }
        String name = text.substring(start, at);
        return switch (name) {
            case "BOOLEAN" -> ScalarType.BOOLEAN;
            case "BIGINT" -> ScalarType.BIGINT;
            case "DOUBLE" -> ScalarType.DOUBLE;
            case "VARCHAR" -> ScalarType.VARCHAR;
            default -> new ForeignType(name);
        };
    }

    private boolean endsHere() {
        return text.charAt(at) == ',' || text.charAt(at) == ')' || text.startsWith("[]", at);
    }
}
