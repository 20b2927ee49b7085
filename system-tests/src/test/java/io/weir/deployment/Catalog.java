package io.weir.deployment;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What programs can rely on in a schema.
 *
 * @param columns of each table, by name
 * @param rules of each table: what its rows must keep to, as PostgreSQL words it
 * @param functions with their arguments
 */
record Catalog(Map<String, Map<String, Column>> columns, Map<String, Set<String>> rules, Set<String> functions) {

    private static final String COLUMNS = """
            select relname, attname, format_type(atttypid, atttypmod), attnotnull,
                   not attnotnull or atthasdef or attidentity <> '', attgenerated <> '' or attidentity = 'a'
              from pg_attribute join pg_class on pg_class.oid = attrelid
             where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relispartition
               and attnum > 0 and not attisdropped and relname <> 'flyway_schema_history'""";

    /** Unique indexes are rules, too; a constraint's own says the same twice. */
    private static final String RULES = """
            select relname, pg_get_constraintdef(pg_constraint.oid)
              from pg_constraint join pg_class on pg_class.oid = conrelid
             where connamespace = current_schema()::regnamespace and contype <> 'n' and not relispartition
            union all
            select relname, 'unique' || substring(pg_get_indexdef(indexrelid) from ' USING .*')
              from pg_index join pg_class on pg_class.oid = indrelid
             where relnamespace = current_schema()::regnamespace and indisunique and not relispartition""";

    private static final String FUNCTIONS = """
            select proname || '(' || pg_get_function_identity_arguments(oid) || ')' from pg_proc
             where pronamespace = current_schema()::regnamespace""";

    /**
     * A column.
     *
     * @param required whether it is never null
     * @param optional whether a row may be inserted without it
     * @param generated whether nobody may write it
     */
    record Column(String type, boolean required, boolean optional, boolean generated) {}

    static Catalog of(Connection connection) throws SQLException {
        Map<String, Map<String, Column>> columns = new TreeMap<>();
        Map<String, Set<String>> rules = new TreeMap<>();
        Set<String> functions = new TreeSet<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(COLUMNS)) {
                while (row.next()) {
                    columns.computeIfAbsent(row.getString(1), table -> new TreeMap<>())
                            .put(
                                    row.getString(2),
                                    new Column(
                                            row.getString(3), row.getBoolean(4), row.getBoolean(5), row.getBoolean(6)));
                }
            }
            try (ResultSet row = statement.executeQuery(RULES)) {
                while (row.next()) {
                    rules.computeIfAbsent(row.getString(1), table -> new TreeSet<>())
                            .add(row.getString(2));
                }
            }
            try (ResultSet row = statement.executeQuery(FUNCTIONS)) {
                while (row.next()) {
                    functions.add(row.getString(1));
                }
            }
        }
        return new Catalog(columns, rules, functions);
    }

    /** What programs that know this catalog alone would miss in {@code next}, or break by what they do. */
    List<String> lostIn(Catalog next) {
        List<String> lost = new ArrayList<>();
        functions.stream()
                .filter(function -> !next.functions.contains(function))
                .forEach(function -> lost.add("function " + function + " is gone"));
        columns.forEach((table, known) -> {
            Map<String, Column> now = next.columns.getOrDefault(table, Map.of());
            known.forEach((name, column) -> compare(table + "." + name, column, now.get(name), lost));
            now.forEach((name, column) -> {
                if (!known.containsKey(name) && !column.optional() && !column.generated()) {
                    lost.add(table + "." + name + " must be given, which earlier programs do not");
                }
            });
            compareRules(table, next, lost);
        });
        return lost;
    }

    private static void compare(String name, Column before, Column after, List<String> lost) {
        if (after == null) {
            lost.add(name + " is gone");
        } else if (!after.type().equals(before.type())) {
            lost.add(name + " was " + before.type() + " and is " + after.type());
        } else if (after.generated() && !before.generated()) {
            lost.add(name + " cannot be written any more");
        } else if ((after.required() && !before.required()) || (before.optional() && !after.optional())) {
            lost.add(name + " must be given now");
        } else if (before.required() && !after.required()) {
            lost.add(name + " may be null now");
        }
    }

    /** Whether a rule can be broken by who knows these columns alone; others stay as they are by default. */
    private static boolean isAbout(Map<String, Column> known, String rule) {
        String own = rule.replaceFirst(" REFERENCES .*", "");
        return known.keySet().stream().anyMatch(name -> Pattern.compile("\\b" + Pattern.quote(name) + "\\b")
                .matcher(own)
                .find());
    }

    private void compareRules(String table, Catalog next, List<String> lost) {
        Set<String> before = rules.getOrDefault(table, Set.of());
        Set<String> after = next.rules.getOrDefault(table, Set.of());
        after.stream()
                .filter(rule -> !before.contains(rule) && isAbout(columns.getOrDefault(table, Map.of()), rule))
                .forEach(rule -> lost.add(table + " has to keep to " + rule));
        // Only who is unique can be named in "on conflict".
        before.stream()
                .filter(rule -> !rule.startsWith("CHECK") && !after.contains(rule))
                .forEach(rule -> lost.add(table + " has no " + rule + " any more"));
    }
}
