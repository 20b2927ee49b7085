package io.weir.metadata.commit.jdbc;

import static io.weir.metadata.commit.jdbc.ColumnArrays.bytes;
import static io.weir.metadata.commit.jdbc.ColumnArrays.numbers;
import static io.weir.metadata.commit.jdbc.ColumnArrays.texts;
import static io.weir.metadata.commit.jdbc.ColumnArrays.truths;

import io.weir.metadata.commit.AddedFile;
import io.weir.metadata.commit.Commits.FilesLiveAlreadyException;
import io.weir.metadata.commit.NewVersion;
import io.weir.metadata.commit.TableVersion;
import io.weir.metadata.commit.WrittenDomain;
import io.weir.metadata.commit.WrittenTransaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Appends versions of any tables that only add files and write transactions and domains: their files, their transactions, of
 * each domain the latest and all, their log rows and the heads, in one statement.
 */
final class GroupWriter {

    private static final String APPEND = """
            with opened as (
                insert into data_file (table_id, added_version, path, deletion_vector, size, row_count, data_change,
                                       partition_values, add_action, lows, highs, without_nulls, nulls_only)
                select table_id, version, path, vector, size, row_count, data_change, partition_values::jsonb, action,
                       lows::bytea[], highs::bytea[], without_nulls, nulls_only
                from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::boolean[],
                            ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[]) with ordinality
                    as a (table_id, version, path, vector, size, row_count, data_change, partition_values, action, lows,
                          highs, without_nulls, nulls_only, place)
                order by place
                on conflict (file_key) where removed_version is null do nothing
                returning 1),
            logged as (
                insert into commit_log (table_id, version, timestamp, content, content_bytes, sha256, operation,
                    read_version, blind_append, added_files, removed_files, live_files, live_bytes, live_rows,
                    job_name, run_id, request_id, principal)
                select table_id, version, timestamp, content, octet_length(content), sha256, operation, read_version,
                    blind_append, added, 0, files, bytes, total_rows, job, run, request, principal
                from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bytea[], ?::bytea[], ?::text[], ?::bigint[],
                            ?::boolean[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::uuid[],
                            ?::text[], ?::text[])
                    as l (table_id, version, timestamp, content, sha256, operation, read_version, blind_append, added,
                          files, bytes, total_rows, job, run, request, principal)),
            advanced as (
                update delta_table t set head_version = h.version, head_timestamp = h.timestamp,
                    bound_slots = coalesce(h.slots, t.bound_slots),
                    live_files = h.files, live_bytes = h.bytes, live_rows = h.total_rows
                from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
                    as h (table_id, version, timestamp, slots, files, bytes, total_rows)
                where t.table_id = h.table_id)
            """;

    private static final String OPENED = "select count(*) from opened";

    private static final String TRANSACTIONS = """
            ,
            written as (
                select * from unnest(?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[])
                    as w (table_id, commit_version, app_id, txn_version, last_updated)),
            latest as (
                insert into table_transaction (table_id, app_id, txn_version, last_updated, commit_version)
                select table_id, app_id, txn_version, last_updated, commit_version from written
                on conflict (table_id, app_id) do update set txn_version = excluded.txn_version,
                    last_updated = excluded.last_updated, commit_version = excluded.commit_version),
            kept as (
                insert into transaction_history (table_id, app_id, txn_version, last_updated, commit_version)
                select table_id, app_id, txn_version, last_updated, commit_version from written)
            """;

    private static final String DOMAINS = """
            ,
            configured as (
                select * from unnest(?::bigint[], ?::bigint[], ?::text[], ?::boolean[], ?::text[])
                    as c (table_id, commit_version, domain, removed, action)),
            latest_domains as (
                insert into table_domain (table_id, domain, removed, action, commit_version)
                select distinct on (table_id, domain) table_id, domain, removed, action, commit_version from configured
                order by table_id, domain, commit_version desc
                on conflict (table_id, domain) do update set removed = excluded.removed,
                    action = excluded.action, commit_version = excluded.commit_version),
            kept_domains as (
                insert into domain_history (table_id, domain, removed, action, commit_version)
                select table_id, domain, removed, action, commit_version from configured)
            """;

    private final JdbcClient jdbc;

    GroupWriter(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void append(List<TableVersion> versions) throws FilesLiveAlreadyException {
        List<OwnFile> files = new ArrayList<>();
        List<OwnTransaction> transactions = new ArrayList<>();
        List<OwnDomain> domains = new ArrayList<>();
        for (TableVersion row : versions) {
            long tableId = row.tableId();
            NewVersion version = row.version();
            version.added().forEach(file -> files.add(new OwnFile(tableId, version.version(), file)));
            version.transactions()
                    .forEach(written -> transactions.add(new OwnTransaction(tableId, version.version(), written)));
            version.domains().forEach(written -> domains.add(new OwnDomain(tableId, version.version(), written)));
        }
        long opened = jdbc.sql(statement(!transactions.isEmpty(), !domains.isEmpty()))
                .params(List.of(numbers(files, OwnFile::tableId), numbers(files, OwnFile::version)))
                .params(FileColumns.of(files.stream().map(OwnFile::file).toList()))
                .params(log(versions))
                .params(heads(versions))
                .params(columns(transactions))
                .params(domainColumns(domains))
                .query(Long.class)
                .single();
        if (opened != files.size()) {
            throw new FilesLiveAlreadyException();
        }
    }

    private static String statement(boolean withTransactions, boolean withDomains) {
        return APPEND + (withTransactions ? TRANSACTIONS : "") + (withDomains ? DOMAINS : "") + OPENED;
    }

    private record OwnFile(long tableId, long version, AddedFile file) {}

    private record OwnTransaction(long tableId, long version, WrittenTransaction written) {}

    private record OwnDomain(long tableId, long version, WrittenDomain written) {}

    private record Head(TableVersion latest, @Nullable String slots) {}

    private static List<Object> log(List<TableVersion> versions) {
        return List.of(
                numbers(versions, TableVersion::tableId),
                numbers(versions, row -> row.version().version()),
                numbers(versions, row -> row.version().timestamp()),
                bytes(versions, row -> row.version().content().bytes()),
                bytes(versions, row -> row.version().content().sha256()),
                texts(versions, row -> row.version().operation()),
                numbers(versions, row -> row.version().readVersion()),
                truths(versions, row -> row.version().blindAppend()),
                numbers(versions, row -> (long) row.version().added().size()),
                numbers(versions, row -> row.totals().files()),
                numbers(versions, row -> row.totals().bytes()),
                numbers(versions, row -> row.totals().rows()),
                texts(versions, row -> row.version().origin().jobName()),
                versions.stream().map(row -> row.version().origin().runId()).toArray(UUID[]::new),
                texts(versions, row -> row.version().origin().requestId()),
                texts(versions, row -> row.version().origin().principal()));
    }

    private static List<Object> columns(List<OwnTransaction> transactions) {
        return transactions.isEmpty()
                ? List.of()
                : List.of(
                        numbers(transactions, OwnTransaction::tableId),
                        numbers(transactions, OwnTransaction::version),
                        texts(transactions, row -> row.written().appId()),
                        numbers(transactions, row -> row.written().version()),
                        numbers(transactions, row -> row.written().lastUpdated()));
    }

    private static List<Object> domainColumns(List<OwnDomain> domains) {
        return domains.isEmpty()
                ? List.of()
                : List.of(
                        numbers(domains, OwnDomain::tableId),
                        numbers(domains, OwnDomain::version),
                        texts(domains, row -> row.written().domain()),
                        truths(domains, row -> row.written().removed()),
                        texts(domains, row -> row.written().action()));
    }

    /** Of each table its last version, with the last slots that one of them brought. */
    private static List<Object> heads(List<TableVersion> versions) {
        Map<Long, Head> latest = new LinkedHashMap<>();
        for (TableVersion version : versions) {
            Head before = latest.get(version.tableId());
            String slots = version.version().slots();
            latest.put(version.tableId(), new Head(version, slots == null && before != null ? before.slots() : slots));
        }
        Collection<Head> heads = latest.values();
        return List.of(
                numbers(heads, head -> head.latest().tableId()),
                numbers(heads, head -> head.latest().version().version()),
                numbers(heads, head -> head.latest().version().timestamp()),
                texts(heads, Head::slots),
                numbers(heads, head -> head.latest().totals().files()),
                numbers(heads, head -> head.latest().totals().bytes()),
                numbers(heads, head -> head.latest().totals().rows()));
    }
}
