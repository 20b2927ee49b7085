package io.weir.ingest.postgres;

import io.weir.ingest.decode.Sql;
import io.weir.ingest.transform.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The question for rows of keys; what is answered is as {@link io.weir.ingest.transform.ForeignTable#rows} says. */
record LookupQuery(Reference reference) {

    /** Columns that are looked up by, each with a parameter that is an array of texts. */
    int keys() {
        return reference.on().size();
    }

    /**
     * Values become texts by way of JSON, which has numbers exactly, times as ISO 8601 and arrays as lists.
     *
     * @param types of the table's columns, of which those that are looked up by are {@link KeyType}s
     */
    String sql(Map<String, String> types) {
        List<String> on = new ArrayList<>(reference.on().keySet());
        List<String> columns = new ArrayList<>(reference.columns().fields().keySet());
        String matches = IntStream.range(0, on.size())
                .mapToObj(key -> column(on.get(key)) + " = k.k" + key + "::" + compared(types, on.get(key)))
                .collect(Collectors.joining(" and "));
        return "select coalesce(json_agg(found), '[]')::text from (select distinct on (k.n) "
                + list(on.size(), key -> "k.k" + key) + ", "
                + list(columns.size(), index -> "to_jsonb(" + column(columns.get(index)) + ") #>> '{}' as c" + index)
                + " from unnest(" + list(on.size(), key -> "?") + ") with ordinality as k("
                + list(on.size(), key -> "k" + key) + ", n) join " + Sql.qualified(reference.table()) + " as t on "
                + matches + " order by k.n, " + list(columns.size(), index -> "c" + index) + ") as found";
    }

    private static String column(String name) {
        return "t." + Sql.name(name);
    }

    private static String compared(Map<String, String> types, String column) {
        return KeyType.of(types.getOrDefault(column, "")).orElseThrow().compared();
    }

    private static String list(int size, IntFunction<String> item) {
        return IntStream.range(0, size).mapToObj(item).collect(Collectors.joining(", "));
    }
}
