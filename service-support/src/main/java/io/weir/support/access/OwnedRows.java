package io.weir.support.access;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables of a service whose rows are somebody's, by a column {@code owner}. Owners go seldom: it is a statement for each
 * table, however many go at once, which looks at all of its rows.
 */
public final class OwnedRows {

    private final JdbcClient jdbc;
    private final Map<String, String> statements = new LinkedHashMap<>();

    private OwnedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of tables whose rows have no number of their changes. */
    public static OwnedRows of(JdbcClient jdbc, List<String> tables) {
        return new OwnedRows(jdbc).with("", tables);
    }

    /**
     * Those of tables whose rows count their changes.
     *
     * @param counted what each change sets, as in {@code revision = revision + 1}
     */
    public static OwnedRows of(JdbcClient jdbc, String counted, List<String> tables) {
        return new OwnedRows(jdbc).and(counted, tables);
    }

    /** These, and those of other tables whose rows count their changes. */
    public OwnedRows and(String counted, List<String> tables) {
        return with(", " + counted, tables);
    }

    private OwnedRows with(String further, List<String> tables) {
        OwnedRows all = new OwnedRows(jdbc);
        all.statements.putAll(statements);
        tables.forEach(table ->
                all.statements.put(table, "update " + table + " set owner = ?" + further + " where owner = any(?)"));
        return all;
    }

    /** The names of the tables. */
    public Set<String> tables() {
        return Set.copyOf(statements.keySet());
    }

    /**
     * Has what some own be the platform's: once more is as good as once. Each table is a change of its own, so that who is
     * broken off in between is told again.
     *
     * @param owners each as in {@code user:ann}
     */
    public void release(Collection<String> owners) {
        String[] all = owners.toArray(String[]::new);
        statements.values().forEach(statement -> jdbc.sql(statement)
                .params(NewOwner.PLATFORM, all)
                .update());
    }
}
