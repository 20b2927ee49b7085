package io.weir.ingest.decode;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * One line of comma-separated values a record, as RFC 4180 has them: a field may be in double quotes, within which a
 * quote is written twice. A field with nothing in it, not even quotes, is null.
 *
 * @param columns what the fields are, in order
 * @param delimiter one character
 * @param header whether a record that has the names of the columns for fields is left out
 */
public record CsvFormat(StructType columns, String delimiter, boolean header) implements Format {

    /** What a number may look like; a cast alone would round {@code 1.5}. */
    private static final String WHOLE = "[+-]?[0-9]+";

    @Override
    public List<String> parts() {
        String before = "[" + delimiter + "]";
        String field = "(\"(?:[^\"]|\"\")*\"|[^\"" + delimiter + "\r\n]*)";
        // Each field begins with a delimiter, so that none is found where nothing is.
        return List.of(
                Sql.text(delimiter) + " || regexp_replace(body, '\\r?\\n$', '') as line",
                "case when regexp_full_match(line, " + Sql.text("(?:" + before + field + ")*")
                        + ") then regexp_extract_all(line, " + Sql.text(before + field) + ", 1) end as fields",
                "list_transform(fields, lambda f: case when f = '' then null when left(f, 1) = '\"'"
                        + " then replace(substr(f, 2, length(f) - 2), '\"\"', '\"') else f end) as vals");
    }

    @Override
    public String refusal() {
        StringBuilder cases = new StringBuilder("case" + Refusals.NO_PAYLOAD + Refusals.NO_TEXT);
        cases.append(" when fields is null then 'is no line of CSV' when len(fields) <> ")
                .append(columns.fields().size())
                .append(" then 'has ' || len(fields) || ' fields, not ")
                .append(columns.fields().size())
                .append('\'');
        int index = 1;
        for (Map.Entry<String, ValueType> column : columns.fields().entrySet()) {
            String value = "vals[" + index++ + "]";
            cases.append(" when ").append(value).append(" is not null and not coalesce(");
            cases.append(fits(value, column.getValue())).append(", false) then ");
            String place = "$." + JsonPath.quote(column.getKey());
            cases.append(Sql.text(place + " does not fit " + column.getValue().sql()));
            ExactText.of(column.getValue().sql()).ifPresent(exact -> cases.append(" when ")
                    .append(exact.loses(value))
                    .append(" then ")
                    .append(exact.reason(place, value)));
        }
        return cases.append(" end").toString();
    }

    private static String fits(String value, ValueType type) {
        String cast = "try_cast(" + value + " as " + type.sql() + ")";
        return switch (type.sql()) {
            case "BIGINT" -> "regexp_full_match(" + value + ", '" + WHOLE + "') and " + cast + " is not null";
            case "DOUBLE" -> "isfinite(" + cast + ")";
            default -> cast + " is not null";
        };
    }

    @Override
    public String skips() {
        return header
                ? "vals is not distinct from "
                        + columns.fields().keySet().stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"))
                : "false";
    }

    @Override
    public String json() {
        StringJoiner pairs = new StringJoiner(", ", "json_object(", ")::varchar");
        int index = 1;
        for (Map.Entry<String, ValueType> column : columns.fields().entrySet()) {
            String value = "vals[" + index++ + "]";
            boolean foreign = column.getValue() instanceof ForeignType;
            pairs.add(Sql.text(column.getKey()))
                    .add(
                            foreign
                                    ? value
                                    : "try_cast(" + value + " as "
                                            + column.getValue().sql() + ")");
        }
        return pairs.toString();
    }
}
