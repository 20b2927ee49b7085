package io.weir.metadata.vacuum.jdbc;

import io.weir.delta.action.Action;
import io.weir.delta.action.AddCdcFile;
import io.weir.delta.action.CommitFile;
import io.weir.delta.action.ReferredNames;
import io.weir.metadata.packing.Frame;
import io.weir.metadata.vacuum.Vacuum;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes what is needed off a vacuum's list. Most files are named in Postgres as they are in the store, and are matched where
 * they lie; those with percent-encoded or absolute paths, deletion vectors and change files come through here a row at a time.
 */
final class NeededFiles {

    private static final int ROWS = 1000;

    /** Needed by a version that is kept, or removed so lately that a reader may be at it. */
    private static final String RETAINED = """
            f.table_id = :table and f.added_version > :after
            and (f.removed_version is null or f.removed_version > :kept or f.deleted_at > :cutoff)""";

    private static final String PLAIN =
            "delete from vacuum_file v using data_file f where v.table_id = :table and v.path = f.path and " + RETAINED;

    private static final String PLAIN_LONG = "delete from vacuum_long_file v using data_file f"
            + " where v.table_id = :table and v.path_key = md5(f.path)::uuid and v.path = f.path and " + RETAINED;

    /** The second branch has the condition of its index: files that any table names with their place. */
    private static final String OTHERS = """
            select f.path, f.deletion_vector from data_file f
            where %1$s and (f.path ~ '%%|//|(^|/)\\.{1,2}/' or f.deletion_vector like 'u%%')
            union all
            select f.path, f.deletion_vector from data_file f
            where (f.path like '/%%' or f.path like '%%:/%%' or f.deletion_vector like 'p%%')
              and (f.table_id <> :table or %1$s)""".formatted(RETAINED);

    private static final String CHANGES = """
            select content from commit_log
            where table_id = :table and version > :after and version >= :kept
              and (position('\\x2263646322'::bytea in content) > 0 or octet_length(content) < content_bytes)
              and exists (select from\s""" + ListedFiles.ALL + """
                          where v.table_id = :table and v.path >= '_change_data/' and v.path < '_change_data0')""";

    private final JdbcClient jdbc;
    private final ListedFiles listed;
    private final Vacuum vacuum;
    private final long kept;
    private final boolean hasLong;
    private final long after;
    private final Set<String> names = new HashSet<>();

    NeededFiles(JdbcClient jdbc, Vacuum vacuum, long kept) {
        this.jdbc = jdbc;
        this.listed = new ListedFiles(jdbc, vacuum.tableId());
        this.vacuum = vacuum;
        this.kept = kept;
        this.hasLong = listed.hasLong();
        // A replica of a version before counts all files as matched, and never asks of those with long paths.
        this.after = hasLong ? -1 : vacuum.matchedVersion();
    }

    void takeOff() {
        asked(PLAIN).update();
        if (hasLong) {
            asked(PLAIN_LONG).update();
        }
        try (Stream<Set<String>> rows = asked(OTHERS)
                .withFetchSize(ROWS)
                .query((row, number) -> names(row.getString(1), row.getString(2)))
                .stream()) {
            rows.forEach(this::keep);
        }
        try (Stream<byte[]> commits =
                asked(CHANGES).withFetchSize(1).query((row, number) -> Frame.content(row.getBytes(1))).stream()) {
            commits.forEach(this::keepChanges);
        }
        flush();
    }

    private JdbcClient.StatementSpec asked(String sql) {
        return jdbc.sql(sql)
                .param("table", vacuum.tableId())
                .param("after", after)
                .param("kept", kept)
                .param("cutoff", vacuum.order().cutoff().toEpochMilli());
    }

    private static Set<String> names(String path, String vector) {
        Set<String> all = new HashSet<>(ReferredNames.ofPath(path));
        all.addAll(ReferredNames.ofVector(vector));
        return all;
    }

    private void keepChanges(byte[] content) {
        for (Action action : CommitFile.read(content)) {
            if (action instanceof AddCdcFile change) {
                keep(ReferredNames.ofPath(change.path()));
            }
        }
    }

    private void keep(Set<String> some) {
        names.addAll(some);
        if (names.size() >= ROWS) {
            flush();
        }
    }

    private void flush() {
        listed.takeOff(names);
        names.clear();
    }
}
