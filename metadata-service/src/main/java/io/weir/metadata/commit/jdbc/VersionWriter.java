package io.weir.metadata.commit.jdbc;

import io.weir.metadata.commit.Commits.FilesNotLiveException;
import io.weir.metadata.commit.NewVersion;
import io.weir.metadata.commit.WrittenDomain;
import io.weir.metadata.commit.WrittenTransaction;
import io.weir.metadata.table.Totals;
import io.weir.support.tracing.Spans;
import java.nio.ByteBuffer;
import java.sql.Types;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ByteStreamWriter;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Appends one version: a statement for each kind of row that it has, never one for each row. */
final class VersionWriter {

    private static final String TRANSACTIONS = """
            with written as (
                select * from unnest(?::text[], ?::bigint[], ?::bigint[]) as w (app_id, txn_version, last_updated)),
            latest as (
                insert into table_transaction (table_id, app_id, txn_version, last_updated, commit_version)
                select ?, app_id, txn_version, last_updated, ? from written
                on conflict (table_id, app_id) do update set txn_version = excluded.txn_version,
                    last_updated = excluded.last_updated, commit_version = excluded.commit_version)
            insert into transaction_history (table_id, app_id, txn_version, last_updated, commit_version)
            select ?, app_id, txn_version, last_updated, ? from written""";

    private static final String DOMAINS = """
            with written as (
                select * from unnest(?::text[], ?::boolean[], ?::text[]) as w (domain, removed, action)),
            latest as (
                insert into table_domain (table_id, domain, removed, action, commit_version)
                select ?, domain, removed, action, ? from written
                on conflict (table_id, domain) do update set removed = excluded.removed,
                    action = excluded.action, commit_version = excluded.commit_version)
            insert into domain_history (table_id, domain, removed, action, commit_version)
            select ?, domain, removed, action, ? from written""";

    private static final String LOG_AND_HEAD = """
            with logged as (
                insert into commit_log (table_id, version, timestamp, content, content_bytes, sha256, operation,
                    read_version, blind_append, added_files, removed_files, live_files, live_bytes, live_rows,
                    job_name, run_id, request_id, principal)
                values (:table, :version, :timestamp, :content, :size, :sha256, :operation, :read, :blind, :added,
                    :removed, :files, :bytes, :rows, :job, :run, :request, :principal))
            update delta_table set head_version = :version, head_timestamp = :timestamp,
                protocol = coalesce(:protocol, protocol), metadata = coalesce(:metadata, metadata),
                bound_slots = coalesce(:slots, bound_slots),
                live_files = :files, live_bytes = :bytes, live_rows = :rows
            where table_id = :table""";

    private final JdbcClient jdbc;
    private final FileWriter files;
    private final KeptLogs logs;

    VersionWriter(JdbcClient jdbc, JdbcOperations operations, KeptLogs logs, Spans spans) {
        this.jdbc = jdbc;
        this.logs = logs;
        this.files = new FileWriter(jdbc, operations, spans);
    }

    void append(long tableId, Totals before, NewVersion version) throws FilesNotLiveException {
        Supplier<byte[]> log = logs.of(version);
        Totals after = files.write(tableId, before, version);
        if (!version.transactions().isEmpty()) {
            insertTransactions(tableId, version.version(), version.transactions());
        }
        if (!version.domains().isEmpty()) {
            insertDomains(tableId, version.version(), version.domains());
        }
        insertAction("table_protocol", tableId, version.version(), version.protocol());
        insertAction("table_metadata", tableId, version.version(), version.metadata());
        insertLogAndAdvance(tableId, version, log.get(), after);
    }

    private void insertTransactions(long tableId, long version, List<WrittenTransaction> written) {
        jdbc.sql(TRANSACTIONS)
                .param(written.stream().map(WrittenTransaction::appId).toArray(String[]::new))
                .param(written.stream().map(WrittenTransaction::version).toArray(Long[]::new))
                .param(written.stream().map(WrittenTransaction::lastUpdated).toArray(Long[]::new))
                .params(List.of(tableId, version, tableId, version))
                .update();
    }

    private void insertDomains(long tableId, long version, List<WrittenDomain> written) {
        jdbc.sql(DOMAINS)
                .param(written.stream().map(WrittenDomain::domain).toArray(String[]::new))
                .param(written.stream().map(WrittenDomain::removed).toArray(Boolean[]::new))
                .param(written.stream().map(WrittenDomain::action).toArray(String[]::new))
                .params(List.of(tableId, version, tableId, version))
                .update();
    }

    private void insertAction(String relation, long tableId, long version, @Nullable String action) {
        if (action != null) {
            jdbc.sql("insert into " + relation + " (table_id, version, action) values (?, ?, ?)")
                    .params(List.of(tableId, version, action))
                    .update();
        }
    }

    /** The driver copies an array that it is given, while the server waits for it: of a large commit, megabytes. */
    private static SqlTypeValue uncopied(byte[] bytes) {
        return (statement, place, type, typeName) ->
                statement.setObject(place, ByteStreamWriter.of(ByteBuffer.wrap(bytes)));
    }

    private void insertLogAndAdvance(long tableId, NewVersion version, byte[] log, Totals after) {
        jdbc.sql(LOG_AND_HEAD)
                .param("table", tableId)
                .param("version", version.version())
                .param("timestamp", version.timestamp())
                .param("content", uncopied(log))
                .param("size", version.content().size())
                .param("sha256", version.content().sha256(), Types.BINARY)
                .param("operation", version.operation())
                .param("read", version.readVersion(), Types.BIGINT)
                .param("blind", version.blindAppend())
                .param("added", version.added().size())
                .param("removed", version.removed().size())
                .param("files", after.files())
                .param("bytes", after.bytes())
                .param("rows", after.rows())
                .param("job", version.origin().jobName(), Types.VARCHAR)
                .param("run", version.origin().runId(), Types.OTHER)
                .param("request", version.origin().requestId(), Types.VARCHAR)
                .param("principal", version.origin().principal(), Types.VARCHAR)
                .param("protocol", version.protocol(), Types.VARCHAR)
                .param("metadata", version.metadata(), Types.VARCHAR)
                .param("slots", version.slots(), Types.VARCHAR)
                .update();
    }
}
