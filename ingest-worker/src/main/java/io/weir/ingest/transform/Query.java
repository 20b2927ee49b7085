package io.weir.ingest.transform;

import io.weir.ingest.decode.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A SELECT that names a relation where a transform reads {@code input}; what may be in it is the same. */
public final class Query {

    private static final List<String> NAME = List.of("catalog_name", "schema_name", "table_name");

    private final JsonNode select;
    private final String relation;
    private final String alias;
    private final boolean asked;

    private Query(JsonNode select, String relation, String alias, boolean asked) {
        this.select = select;
        this.relation = relation;
        this.alias = alias;
        this.asked = asked;
    }

    /**
     * Reads a query that is kept. Its expressions are looked at when there is a transform of it.
     *
     * @throws TransformRefusedException if it is anything else than SELECT … FROM one relation WHERE …
     */
    public static Query of(String sql) throws TransformRefusedException, SQLException {
        return read(sql, false);
    }

    /** Reads a query that somebody asks for, as {@link #of}: a star over a view leaves out, and replaces, only what the view has. */
    public static Query asked(String sql) throws TransformRefusedException, SQLException {
        return read(sql, true);
    }

    private static Query read(String sql, boolean asked) throws TransformRefusedException, SQLException {
        if (sql.length() > Transform.LONGEST) {
            throw new TransformRefusedException(
                    "is too long", sql.length() + " characters", "at most " + Transform.LONGEST + " characters");
        }
        try (Sandbox sandbox = Sandbox.open()) {
            JsonNode select = SelectRules.named(sandbox.parse(sql));
            JsonNode table = select.path("from_table");
            String name = NAME.stream()
                    .map(part -> table.path(part).stringValue(""))
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining("."));
            String alias = table.path("alias").stringValue("");
            return new Query(
                    select, name, alias.isEmpty() ? table.path("table_name").stringValue("") : alias, asked);
        }
    }

    /** All rows of a relation as they are. */
    public static String all(String relation) {
        return "SELECT * FROM "
                + Stream.of(relation.split("\\.")).map(Sql::name).collect(Collectors.joining("."));
    }

    /** The relation that it reads, as it is named in it. */
    public String relation() {
        return relation;
    }

    /** Whether it is all rows as they are. */
    public boolean isAll() {
        JsonNode items = select.path("select_list");
        JsonNode star = items.path(0);
        return items.size() == 1
                && star.path("class").stringValue("").equals("STAR")
                && Stream.of("exclude_list", "replace_list", "rename_list", "expr", "columns", "relation_name")
                        .allMatch(part -> Syntax.isEmpty(star.path(part)))
                && Syntax.isEmpty(select.path("where_clause"));
    }

    /** The transform that it is of the records of its relation. */
    public String overInput() throws TransformRefusedException, SQLException {
        try (Sandbox sandbox = Sandbox.open()) {
            List<String> items = new ArrayList<>();
            for (JsonNode item : select.path("select_list")) {
                String name = item.path("alias").stringValue("");
                items.add(sandbox.text(item) + (name.isEmpty() ? "" : " AS " + Sql.name(name)));
            }
            JsonNode where = select.path("where_clause");
            return text(items, alias, Syntax.isEmpty(where) ? null : sandbox.text(where));
        }
    }

    /**
     * The transform that it is of what a view reads: the view's expressions in the place of its columns.
     *
     * @param view the transform that the view is, which this reads the rows of
     */
    public String through(Transform view) throws TransformRefusedException, SQLException {
        try (Sandbox sandbox = Sandbox.open()) {
            ViewColumns columns = ViewColumns.of(view, alias, asked, sandbox);
            List<String> items = new ArrayList<>();
            for (JsonNode item : select.path("select_list")) {
                for (Map.Entry<String, JsonNode> made : columns.made(item).entrySet()) {
                    items.add(sandbox.text(made.getValue()) + " AS " + Sql.name(made.getKey()));
                }
            }
            JsonNode where = select.path("where_clause");
            String own = Syntax.isEmpty(where) ? null : sandbox.text(columns.filled(where));
            return text(items, view.relation(), both(view.condition(), own));
        }
    }

    private static @Nullable String both(@Nullable String first, @Nullable String second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return first + " AND (" + second + ")";
    }

    private static String text(List<String> items, String alias, @Nullable String condition) {
        return "SELECT " + String.join(", ", items) + " FROM input AS " + Sql.name(alias)
                + (condition == null ? "" : " WHERE " + condition);
    }
}
