package io.weir.metadata.commit.jdbc;

import io.weir.delta.action.CommitFile;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.conflict.Winner;
import io.weir.metadata.commit.CommitOutcome.Conflict;
import io.weir.metadata.commit.Commits;
import io.weir.metadata.commit.Contest;
import io.weir.metadata.commit.NewVersion;
import io.weir.metadata.commit.TableVersion;
import io.weir.metadata.lookup.KeptPlans;
import io.weir.metadata.packing.Frame;
import io.weir.metadata.snapshot.ApplicationTransaction;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableMode;
import io.weir.metadata.table.Totals;
import io.weir.support.tracing.Spans;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The log of commits as rows. A head is locked against other commits only, not against {@code for key share}: that is the
 * lock of table_mirror's reference to it, which a step of the mirror may hold until it has published.
 */
@Repository
class JdbcCommits implements Commits {

    /** Each column by name: of all columns, there is one more after an upgrade, and transactions that have it prepared end. */
    private static final String COLUMNS = """
            table_id, table_uuid, name, location, mode, owner, created_at, head_version, head_timestamp, kept_version,
                   protocol, metadata, bound_slots, live_files, live_bytes, live_rows
            from delta_table\s""";

    private static final String HEAD = "select " + COLUMNS;

    /** A group's statements find rows by keys, all of them. */
    private static final String HEAD_OF_GROUP = "select " + KeptPlans.BEGIN + ", " + COLUMNS;

    private static final String WINNERS = """
            with next as (
                select version, sum(content_bytes) over (order by version) as upto
                from commit_log where table_id = ? and version > ? order by version limit ?)
            select c.version, c.content from commit_log c join next on next.version = c.version
            where c.table_id = ? and next.upto <= ?
            order by c.version""";

    private final JdbcClient jdbc;
    private final ConflictQuery conflicts;
    private final VersionWriter versions;
    private final GroupWriter groups;
    private final LatestTransactions latest;

    JdbcCommits(JdbcClient jdbc, JdbcOperations operations, KeptLogs logs, Spans spans) {
        this.jdbc = jdbc;
        this.conflicts = new ConflictQuery(jdbc);
        this.versions = new VersionWriter(jdbc, operations, logs, spans);
        this.groups = new GroupWriter(jdbc);
        this.latest = new LatestTransactions(jdbc);
    }

    @Override
    public Optional<TableHead> lock(String table) {
        return jdbc.sql(HEAD + "where name = ? and dropped_at is null for no key update")
                .param(table)
                .query(JdbcCommits::head)
                .optional();
    }

    @Override
    public List<TableHead> lockAll(Collection<String> tables) {
        return jdbc.sql(HEAD + "where name = any(?) and dropped_at is null order by table_id for no key update")
                .param(tables.toArray(String[]::new))
                .query(JdbcCommits::head)
                .list();
    }

    @Override
    public List<TableHead> lockFree(Collection<String> tables) {
        return jdbc.sql(HEAD_OF_GROUP + """
                        where name = any(?) and dropped_at is null
                        order by table_id for no key update skip locked""")
                .param(tables.toArray(String[]::new))
                .query(JdbcCommits::head)
                .list();
    }

    @Override
    public void appendAll(List<TableVersion> appended) {
        groups.append(appended);
    }

    @Override
    public Map<String, ApplicationTransaction> transactions(long tableId, Collection<String> appIds) {
        return latest.of(Map.of(tableId, appIds)).getOrDefault(tableId, Map.of());
    }

    @Override
    public Map<Long, Map<String, ApplicationTransaction>> transactions(Map<Long, ? extends Collection<String>> appIds) {
        return latest.of(appIds);
    }

    @Override
    public Optional<Conflict> conflict(TableHead head, Contest contest) {
        return conflicts.first(head, contest);
    }

    @Override
    public List<Winner> winners(long tableId, long afterVersion, int limit, long bytes) {
        return jdbc.sql(WINNERS)
                .params(List.of(tableId, afterVersion, limit, tableId, bytes))
                .query((row, number) -> new Winner(row.getLong(1), CommitFile.read(Frame.content(row.getBytes(2)))))
                .list();
    }

    @Override
    public OptionalLong versionOf(long tableId, Collection<SetTransaction> transactions) {
        return jdbc.sql("""
                        select h.commit_version from transaction_history h
                        join unnest(?::text[], ?::bigint[]) as t (app_id, txn_version)
                          on t.app_id = h.app_id and t.txn_version = h.txn_version
                        where h.table_id = ?
                        group by h.commit_version having count(*) = ?
                        order by h.commit_version desc limit 1""")
                .param(transactions.stream().map(SetTransaction::appId).toArray(String[]::new))
                .param(transactions.stream().map(SetTransaction::version).toArray(Long[]::new))
                .params(List.of(tableId, transactions.size()))
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    @Override
    public long create(UUID uuid, String name, String location, String owner, String protocol, String metadata) {
        return jdbc.sql("""
                        with made as (
                            insert into delta_table (table_uuid, name, location, owner, created_at, head_version,
                                                     head_timestamp, protocol, metadata, live_files, live_bytes, live_rows)
                            values (?, ?, ?, ?, now(), 0, 0, ?, ?, 0, 0, 0) returning table_id),
                        mirrored as (insert into table_mirror (table_id) select table_id from made)
                        select table_id from made""")
                .params(List.of(uuid, name, location, owner, protocol, metadata))
                .query(Long.class)
                .single();
    }

    @Override
    public void append(long tableId, Totals before, NewVersion version) {
        versions.append(tableId, before, version);
    }

    @Override
    public long timestamp(long tableId, long version) {
        return jdbc.sql("select timestamp from commit_log where table_id = ? and version = ?")
                .params(List.of(tableId, version))
                .query(Long.class)
                .single();
    }

    private static TableHead head(ResultSet row, int number) throws SQLException {
        return new TableHead(
                row.getLong("table_id"),
                row.getObject("table_uuid", UUID.class),
                row.getString("name"),
                row.getString("location"),
                TableMode.valueOf(row.getString("mode")),
                row.getString("owner"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getLong("head_version"),
                row.getLong("head_timestamp"),
                -1,
                row.getLong("kept_version"),
                row.getString("protocol"),
                row.getString("metadata"),
                row.getString("bound_slots"),
                new Totals(row.getLong("live_files"), row.getLong("live_bytes"), row.getLong("live_rows")));
    }
}
