package io.weir.metadata.commit.jdbc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;

import io.weir.metadata.snapshot.ApplicationTransaction;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far applications have written: an index probe for each of them. */
final class LatestTransactions {

    private static final String LATEST = """
            select t.table_id, t.app_id, t.txn_version, t.last_updated, t.commit_version
            from unnest(?::bigint[], ?::text[]) as a (table_id, app_id)
            join table_transaction t on t.table_id = a.table_id and t.app_id = a.app_id""";

    private final JdbcClient jdbc;

    LatestTransactions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Asked(long tableId, String appId) {}

    private record Found(long tableId, ApplicationTransaction latest) {}

    /** By table and application; one statement. */
    Map<Long, Map<String, ApplicationTransaction>> of(Map<Long, ? extends Collection<String>> appIds) {
        List<Asked> asked = appIds.entrySet().stream()
                .flatMap(table -> table.getValue().stream().map(appId -> new Asked(table.getKey(), appId)))
                .toList();
        return jdbc
                .sql(LATEST)
                .param(ColumnArrays.numbers(asked, Asked::tableId))
                .param(ColumnArrays.texts(asked, Asked::appId))
                .query((row, number) -> new Found(
                        row.getLong(1),
                        new ApplicationTransaction(
                                row.getString(2), row.getLong(3), row.getObject(4, Long.class), row.getLong(5))))
                .list()
                .stream()
                .collect(groupingBy(
                        Found::tableId,
                        mapping(Found::latest, toMap(ApplicationTransaction::appId, transaction -> transaction))));
    }
}
