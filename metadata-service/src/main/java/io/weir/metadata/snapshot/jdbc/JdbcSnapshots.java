package io.weir.metadata.snapshot.jdbc;

import io.weir.metadata.snapshot.ApplicationTransaction;
import io.weir.metadata.snapshot.CommitSummary;
import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.FileLines;
import io.weir.metadata.snapshot.FileRange;
import io.weir.metadata.snapshot.LiveFile;
import io.weir.metadata.snapshot.Snapshot;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.table.Totals;
import io.weir.support.paging.PageRequest;
import io.weir.support.tracing.Spans;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcSnapshots implements Snapshots {

    private static final String AT = """
            select c.version, c.timestamp, c.live_files, c.live_bytes, c.live_rows,
                   (select p.action from table_protocol p where p.table_id = c.table_id and p.version <= c.version
                    order by p.version desc limit 1) protocol,
                   (select m.action from table_metadata m where m.table_id = c.table_id and m.version <= c.version
                    order by m.version desc limit 1) metadata
            from commit_log c where c.table_id = ? and c.version = ?""";

    /**
     * Two branches, so that the head's listing never walks over files that were removed before it. The first's range ends at
     * the version at the latest; one more condition on the first column, and the index would be walked to its end instead of the
     * range's. The second is kept from the primary key, whose order would have it walk over all files to find that none was
     * removed since.
     */
    private static final String LISTED = """
            (select %1$s from data_file
             where table_id = ? and removed_version is null
               and (added_version, file_id) > (?, ?) and (added_version, file_id) <= (?, ?)
             order by added_version, file_id limit ?)
            union all
            (select * from (
                select %1$s from data_file
                where table_id = ? and removed_version > ? and added_version <= ? offset 0) removed_later
             where (added_version, file_id) > (?, ?) and (added_version, file_id) <= (?, ?)
             order by added_version, file_id limit ?)
            order by added_version, file_id limit ?""";

    private static final String HAS =
            "select exists (select from data_file where table_id = ? and added_version = ? and file_id = ?)";

    private static final String FILES = LISTED.formatted("added_version, file_id, add_action");

    private static final String KEY = """
            select * from (%s) listed order by added_version, file_id offset ? limit 1""".formatted(LISTED.formatted("added_version, file_id"));

    /** Aggregates take their rows in the order of the listing, so the last element of the array is the last file's. */
    private static final String LINES = """
            select string_agg(add_action, chr(10)), count(*), max(added_version), (array_agg(file_id))[count(*)::int]
            from (%s) listed""".formatted(FILES);

    /** One index probe for each application, however often it has written. */
    private static final String TRANSACTIONS = """
            select h.app_id, h.txn_version, h.last_updated, h.commit_version from table_transaction t
            cross join lateral (
                select app_id, txn_version, last_updated, commit_version from transaction_history h
                where h.table_id = t.table_id and h.app_id = t.app_id and h.commit_version <= ?
                order by h.commit_version desc limit 1) h
            where t.table_id = ? order by t.app_id""";

    private static final String LATEST_TRANSACTIONS = """
            select app_id, txn_version, last_updated, commit_version from table_transaction
            where table_id = ? and app_id >= ? and app_id < ? || chr(1114111) and app_id > ?
            order by app_id limit ?""";

    private static final String DOMAINS = """
            select h.action from table_domain t
            cross join lateral (
                select action, removed from domain_history h
                where h.table_id = t.table_id and h.domain = t.domain and h.commit_version <= ?
                order by h.commit_version desc limit 1) h
            where t.table_id = ? and not h.removed order by t.domain""";

    private static final String HISTORY = """
            select version, timestamp, operation, principal, request_id, job_name, run_id, added_files, removed_files
            from commit_log
            where table_id = ? and version < ? order by version desc limit ?""";

    private final JdbcClient jdbc;
    private final FileCopyOut copies;

    JdbcSnapshots(JdbcClient jdbc, JdbcOperations operations, Spans spans) {
        this.jdbc = jdbc;
        this.copies = new FileCopyOut(operations, spans);
    }

    @Override
    public Optional<Snapshot> at(long tableId, long version) {
        return jdbc.sql(AT)
                .param(tableId)
                .param(version)
                .query((row, number) -> new Snapshot(
                        row.getLong("version"),
                        row.getLong("timestamp"),
                        row.getString("protocol"),
                        row.getString("metadata"),
                        new Totals(row.getLong("live_files"), row.getLong("live_bytes"), row.getLong("live_rows"))))
                .optional();
    }

    @Override
    public long firstVersion(long tableId) {
        return jdbc.sql("select coalesce(min(version), 0) from commit_log where table_id = ?")
                .param(tableId)
                .query(Long.class)
                .single();
    }

    @Override
    public OptionalLong versionAt(long tableId, long timestamp) {
        return jdbc.sql("select version from commit_log where table_id = ? and timestamp <= ?"
                        + " order by timestamp desc limit 1")
                .params(List.of(tableId, timestamp))
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    @Override
    public boolean has(long tableId, FileKey file) {
        return jdbc.sql(HAS)
                .params(tableId, file.addedVersion(), file.fileId())
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<LiveFile> files(long tableId, long version, FileKey after, int limit) {
        return listing(FILES, tableId, version, behind(after, version), limit)
                .query((row, number) -> new LiveFile(new FileKey(row.getLong(1), row.getLong(2)), row.getString(3)))
                .list();
    }

    @Override
    public FileLines lines(long tableId, long version, FileRange range, int limit) {
        return listing(LINES, tableId, version, range, limit)
                .query((row, number) -> lines(row, range.after()))
                .single();
    }

    @Override
    public Optional<FileKey> key(long tableId, long version, FileKey after, int count) {
        return listing(KEY, tableId, version, behind(after, version), count)
                .param(count - 1)
                .query((row, number) -> new FileKey(row.getLong(1), row.getLong(2)))
                .optional();
    }

    @Override
    public long copy(long tableId, long version, FileRange range, OutputStream out) throws IOException {
        return copies.run(tableId, version, range, out);
    }

    private static FileRange behind(FileKey after, long version) {
        return new FileRange(after, FileRange.of(version).last());
    }

    private JdbcClient.StatementSpec listing(String sql, long tableId, long version, FileRange range, int limit) {
        FileKey after = range.after();
        FileKey last = range.last();
        List<Object> part = List.of(after.addedVersion(), after.fileId(), last.addedVersion(), last.fileId(), limit);
        return jdbc.sql(sql)
                .param(tableId)
                .params(part)
                .params(List.of(tableId, version, version))
                .params(part)
                .param(limit);
    }

    /** The driver gives the bytes of a text as they came. */
    private static FileLines lines(ResultSet row, FileKey after) throws SQLException {
        byte[] text = row.getBytes(1);
        return text == null
                ? new FileLines(new byte[0], 0, after)
                : new FileLines(text, row.getInt(2), new FileKey(row.getLong(3), row.getLong(4)));
    }

    @Override
    public List<ApplicationTransaction> transactions(long tableId, long version) {
        return jdbc.sql(TRANSACTIONS)
                .param(version)
                .param(tableId)
                .query(JdbcSnapshots::transaction)
                .list();
    }

    @Override
    public List<ApplicationTransaction> latestTransactions(long tableId, String prefix, PageRequest page) {
        String after = page.after() == null ? "" : page.after();
        return jdbc.sql(LATEST_TRANSACTIONS)
                .params(List.of(tableId, prefix, prefix, after, page.limit() + 1))
                .query(JdbcSnapshots::transaction)
                .list();
    }

    @Override
    public List<String> domains(long tableId, long version) {
        return jdbc.sql(DOMAINS)
                .param(version)
                .param(tableId)
                .query(String.class)
                .list();
    }

    @Override
    public List<CommitSummary> history(long tableId, long beforeVersion, int limit) {
        return jdbc.sql(HISTORY)
                .params(List.of(tableId, beforeVersion, limit + 1))
                .query(JdbcSnapshots::summary)
                .list();
    }

    private static ApplicationTransaction transaction(ResultSet row, int number) throws SQLException {
        return new ApplicationTransaction(
                row.getString(1), row.getLong(2), row.getObject(3, Long.class), row.getLong(4));
    }

    private static CommitSummary summary(ResultSet row, int number) throws SQLException {
        return new CommitSummary(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getObject(7, UUID.class),
                row.getLong(8),
                row.getLong(9));
    }
}
