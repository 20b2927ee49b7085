package io.weir.metadata.commit.jdbc;

import static java.util.stream.Collectors.toMap;

import io.weir.metadata.commit.CommitOutcome.Conflict;
import io.weir.metadata.commit.Commits;
import io.weir.metadata.commit.Contest;
import io.weir.metadata.commit.NewVersion;
import io.weir.metadata.snapshot.ApplicationTransaction;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableMode;
import io.weir.metadata.table.Totals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcCommits implements Commits {

    private final JdbcClient jdbc;
    private final ConflictQuery conflicts;
    private final VersionWriter versions;

    JdbcCommits(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.conflicts = new ConflictQuery(jdbc);
        this.versions = new VersionWriter(jdbc);
    }

    @Override
    public Optional<TableHead> lock(String table) {
        return jdbc.sql("select * from delta_table where name = ? and dropped_at is null for update")
                .param(table)
                .query(JdbcCommits::head)
                .optional();
    }

    @Override
    public Map<String, ApplicationTransaction> transactions(long tableId, Collection<String> appIds) {
        return jdbc
                .sql("""
                        select app_id, txn_version, last_updated, commit_version from table_transaction
                        where table_id = ? and app_id = any(?)""")
                .param(tableId)
                .param(appIds.toArray(String[]::new))
                .query((row, number) -> new ApplicationTransaction(
                        row.getString(1), row.getLong(2), row.getObject(3, Long.class), row.getLong(4)))
                .stream()
                .collect(toMap(ApplicationTransaction::appId, transaction -> transaction));
    }

    @Override
    public Optional<Conflict> conflict(long tableId, Contest contest) {
        return conflicts.first(tableId, contest);
    }

    @Override
    public long create(UUID uuid, String name, String location, String protocol, String metadata) {
        return jdbc.sql("""
                        with made as (
                            insert into delta_table (table_uuid, name, location, created_at, head_version,
                                                     head_timestamp, protocol, metadata, live_files, live_bytes, live_rows)
                            values (?, ?, ?, now(), 0, 0, ?, ?, 0, 0, 0) returning table_id),
                        mirrored as (insert into table_mirror (table_id) select table_id from made)
                        select table_id from made""")
                .params(List.of(uuid, name, location, protocol, metadata))
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
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getLong("head_version"),
                row.getLong("head_timestamp"),
                -1,
                row.getString("protocol"),
                row.getString("metadata"),
                new Totals(row.getLong("live_files"), row.getLong("live_bytes"), row.getLong("live_rows")));
    }
}
