package io.weir.metadata.vacuum.jdbc;

import io.weir.metadata.action.KeptTexts;
import io.weir.metadata.vacuum.ListedFile;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The list of a vacuum, in two tables: most files are found by their paths, those with paths that no index holds by a digest. */
final class ListedFiles {

    private static final List<String> TABLES = List.of("vacuum_file", "vacuum_long_file");

    /** All of it, of all tables. */
    static final String ALL = """
            (select table_id, path, size from vacuum_file
             union all select table_id, path, size from vacuum_long_file) v
            """;

    private static final String PAGE =
            "select path, size from " + ALL + "where table_id = ? and path > ? order by path limit ?";

    private static final String ADD = "insert into %s (table_id, path, size)"
            + " select ?, listed.path, listed.size from unnest(?::text[], ?::bigint[]) as listed (path, size)"
            + " on conflict do nothing";

    private static final String TAKE_OFF = "delete from vacuum_file where table_id = ? and path = any(?)";

    private static final String TAKE_OFF_LONG = "delete from vacuum_long_file v using unnest(?::text[]) as named (path)"
            + " where v.table_id = ? and v.path_key = md5(named.path)::uuid and v.path = named.path";

    private final JdbcClient jdbc;
    private final long tableId;

    ListedFiles(JdbcClient jdbc, long tableId) {
        this.jdbc = jdbc;
        this.tableId = tableId;
    }

    /** In the order of names. */
    List<ListedFile> page(String after, int limit) {
        return jdbc.sql(PAGE)
                .params(List.of(tableId, after, limit))
                .query((row, number) -> new ListedFile(row.getString(1), row.getLong(2)))
                .list();
    }

    /** Whether there are any with paths that no index holds. */
    boolean hasLong() {
        return jdbc.sql("select exists (select from vacuum_long_file where table_id = ?)")
                .param(tableId)
                .query(Boolean.class)
                .single();
    }

    void clear() {
        for (String table : TABLES) {
            jdbc.sql("delete from " + table + " where table_id = ?")
                    .param(tableId)
                    .update();
        }
    }

    void add(List<ListedFile> files) {
        for (String table : TABLES) {
            boolean isLong = !table.equals(TABLES.get(0));
            List<ListedFile> some = files.stream()
                    .filter(file -> KeptTexts.isShort(file.path()) != isLong)
                    .toList();
            if (!some.isEmpty()) {
                jdbc.sql(ADD.formatted(table))
                        .param(tableId)
                        .param(some.stream().map(ListedFile::path).toArray(String[]::new))
                        .param(some.stream().map(ListedFile::size).toArray(Long[]::new))
                        .update();
            }
        }
    }

    void takeOff(Collection<String> paths) {
        jdbc.sql(TAKE_OFF).param(tableId).param(paths.toArray(String[]::new)).update();
        String[] some = paths.stream().filter(path -> !KeptTexts.isShort(path)).toArray(String[]::new);
        if (some.length > 0) {
            jdbc.sql(TAKE_OFF_LONG).param(some).param(tableId).update();
        }
    }
}
