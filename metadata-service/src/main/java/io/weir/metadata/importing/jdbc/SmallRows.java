package io.weir.metadata.importing.jdbc;

import io.weir.metadata.commit.WrittenDomain;
import io.weir.metadata.commit.WrittenTransaction;
import io.weir.metadata.importing.ImportedVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Protocols, metadata, transactions and domains of imported versions: one statement a kind. */
final class SmallRows {

    private static final String TRANSACTIONS = """
            with written as (
                select * from unnest(?::bigint[], ?::text[], ?::bigint[], ?::bigint[])
                    as w (commit_version, app_id, txn_version, last_updated)),
            latest as (
                insert into table_transaction (table_id, app_id, txn_version, last_updated, commit_version)
                select distinct on (app_id) ?, app_id, txn_version, last_updated, commit_version from written
                order by app_id, commit_version desc
                on conflict (table_id, app_id) do update set txn_version = excluded.txn_version,
                    last_updated = excluded.last_updated, commit_version = excluded.commit_version)
            insert into transaction_history (table_id, app_id, txn_version, last_updated, commit_version)
            select ?, app_id, txn_version, last_updated, commit_version from written""";

    private static final String DOMAINS = """
            with written as (
                select * from unnest(?::bigint[], ?::text[], ?::boolean[], ?::text[])
                    as w (commit_version, domain, removed, action)),
            latest as (
                insert into table_domain (table_id, domain, removed, action, commit_version)
                select distinct on (domain) ?, domain, removed, action, commit_version from written
                order by domain, commit_version desc
                on conflict (table_id, domain) do update set removed = excluded.removed,
                    action = excluded.action, commit_version = excluded.commit_version)
            insert into domain_history (table_id, domain, removed, action, commit_version)
            select ?, domain, removed, action, commit_version from written""";

    private record Of<T>(long version, T value) {}

    private final JdbcClient jdbc;

    SmallRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(long tableId, List<ImportedVersion> versions) {
        actions("table_protocol", tableId, versions, ImportedVersion::protocol);
        actions("table_metadata", tableId, versions, ImportedVersion::metadata);
        transactions(tableId, all(versions, ImportedVersion::transactions));
        domains(tableId, all(versions, ImportedVersion::domains));
    }

    private static <T> List<Of<T>> all(List<ImportedVersion> versions, Function<ImportedVersion, List<T>> rows) {
        List<Of<T>> all = new ArrayList<>();
        versions.forEach(version -> rows.apply(version).forEach(row -> all.add(new Of<>(version.version(), row))));
        return all;
    }

    private void actions(
            String relation,
            long tableId,
            List<ImportedVersion> versions,
            Function<ImportedVersion, @Nullable String> action) {
        List<ImportedVersion> changing = versions.stream()
                .filter(version -> action.apply(version) != null)
                .toList();
        if (!changing.isEmpty()) {
            jdbc.sql("insert into " + relation + " (table_id, version, action)"
                            + " select ?, version, action from unnest(?::bigint[], ?::text[]) as a (version, action)")
                    .param(tableId)
                    .param(changing.stream().map(ImportedVersion::version).toArray(Long[]::new))
                    .param(changing.stream().map(action).toArray(String[]::new))
                    .update();
        }
    }

    private void transactions(long tableId, List<Of<WrittenTransaction>> written) {
        if (!written.isEmpty()) {
            jdbc.sql(TRANSACTIONS)
                    .param(written.stream().map(Of::version).toArray(Long[]::new))
                    .param(written.stream().map(txn -> txn.value().appId()).toArray(String[]::new))
                    .param(written.stream().map(txn -> txn.value().version()).toArray(Long[]::new))
                    .param(written.stream()
                            .map(txn -> txn.value().lastUpdated())
                            .toArray(Long[]::new))
                    .params(List.of(tableId, tableId))
                    .update();
        }
    }

    private void domains(long tableId, List<Of<WrittenDomain>> written) {
        if (!written.isEmpty()) {
            jdbc.sql(DOMAINS)
                    .param(written.stream().map(Of::version).toArray(Long[]::new))
                    .param(written.stream()
                            .map(domain -> domain.value().domain())
                            .toArray(String[]::new))
                    .param(written.stream()
                            .map(domain -> domain.value().removed())
                            .toArray(Boolean[]::new))
                    .param(written.stream()
                            .map(domain -> domain.value().action())
                            .toArray(String[]::new))
                    .params(List.of(tableId, tableId))
                    .update();
        }
    }
}
