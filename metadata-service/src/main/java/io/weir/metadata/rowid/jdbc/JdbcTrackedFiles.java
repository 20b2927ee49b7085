package io.weir.metadata.rowid.jdbc;

import static java.util.stream.Collectors.toMap;

import io.weir.delta.action.AddFile;
import io.weir.delta.action.FileAction;
import io.weir.delta.conflict.RowIds;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.rowid.RowIdMarks;
import io.weir.metadata.rowid.TrackedFiles;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Row tracking's questions as SQL. */
@Repository
class JdbcTrackedFiles implements TrackedFiles {

    private static final String MARKS = """
            select (select action from table_domain where table_id = :table and domain = :domain) as head,
                   (select action from domain_history
                    where table_id = :table and domain = :domain and commit_version <= :read
                    order by commit_version desc limit 1) as read""";

    /** The key is computed as the column computes it, so that each file is a probe of its index. */
    private static final String LIVE = """
            select f.add_action from unnest(?::text[], ?::text[]) as k (path, vector)
            join data_file f on f.file_key = md5(?::bigint::text || ' ' || k.vector || ' ' || k.path)::uuid
                            and f.removed_version is null""";

    private final JdbcClient jdbc;

    JdbcTrackedFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public RowIdMarks marks(long tableId, long readVersion) {
        return jdbc.sql(MARKS)
                .param("table", tableId)
                .param("domain", RowIds.DOMAIN)
                .param("read", readVersion)
                .query((row, number) -> new RowIdMarks(mark(row.getString("head")), mark(row.getString("read"))))
                .single();
    }

    @Override
    public Map<Long, Long> marks(Collection<Long> tableIds) {
        return jdbc
                .sql("select table_id, action from table_domain where table_id = any(?) and domain = ?")
                .param(tableIds.toArray(Long[]::new))
                .param(RowIds.DOMAIN)
                .query((row, number) -> Map.entry(row.getLong(1), mark(row.getString(2))))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static long mark(@Nullable String domain) {
        return domain == null ? RowIds.NO_MARK : RowIds.mark(ActionText.domainMetadata(domain));
    }

    @Override
    public List<AddFile> live(long tableId, Collection<? extends FileAction> files) {
        return files(
                LIVE,
                files.stream().map(FileAction::path).toArray(String[]::new),
                files.stream()
                        .map(file -> Objects.requireNonNullElse(file.fileKey().deletionVectorId(), ""))
                        .toArray(String[]::new),
                tableId);
    }

    @Override
    public List<AddFile> latest(long tableId, Collection<String> paths) {
        return files("""
                select distinct on (path) add_action from data_file where table_id = ? and path = any(?)
                order by path, added_version desc, file_id desc""", tableId, paths.toArray(String[]::new));
    }

    @Override
    public List<AddFile> withoutIds(long tableId, int limit) {
        return files("""
                select add_action from data_file
                where table_id = ? and removed_version is null and (add_action::json -> 'baseRowId') is null
                order by added_version, file_id limit ?""", tableId, limit);
    }

    private List<AddFile> files(String sql, Object... parameters) {
        return jdbc.sql(sql).params(List.of(parameters)).query(String.class).list().stream()
                .map(body -> (AddFile) ActionText.read(AddFile.KEY, body))
                .toList();
    }
}
