package io.weir.metadata.commit.jdbc;

import io.weir.delta.conflict.ConflictRule;
import io.weir.metadata.commit.CommitOutcome.Conflict;
import io.weir.metadata.commit.Contest;
import io.weir.metadata.table.TableHead;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether a winner can stand against a commit: one statement over the winners' rows, each branch of it a range of an
 * index that begins at the version that was read. Errs towards a conflict where columns do not tell, as with conditions
 * and changes of properties; then the winners' actions decide.
 *
 * <p>A winner's protocol stands only against a change of the protocol, since no commit drops a feature but the guard, which no
 * other depends on. Row tracking is
 * no conflict by the protocol, whence its domain is left out.
 */
final class ConflictQuery {

    private static final int DETAILS = 100;

    private static final String FIRST = """
            with winner as (
                (select 0 as rank, 'PROTOCOL_CHANGED' as rule, version, null as detail from table_protocol
                 where table_id = :table and version > :read and :protocol order by version limit 1)
                union all
                (select 1, 'METADATA_CHANGED', version, null from table_metadata
                 where table_id = :table and version > :read order by version limit 1)
                union all
                (select 2, 'DOMAIN_METADATA_CHANGED', commit_version, domain from domain_history
                 where table_id = :table and domain = any(:domains) and domain <> 'delta.rowTracking'
                   and commit_version > :read order by commit_version limit :some)
                union all
                (select 3, 'TRANSACTION_CHANGED', commit_version, app_id from transaction_history
                 where table_id = :table and app_id = any(:applications) and commit_version > :read
                 order by commit_version limit :some)
                union all
                (select 4, 'CONCURRENT_APPEND', f.added_version, f.path
                 from data_file f join commit_log c on c.table_id = f.table_id and c.version = f.added_version
                 where :appends and f.table_id = :table and f.added_version > :read
                   and (:blind or not c.blind_append) order by f.added_version limit :some)
                union all
                (select 5, 'DELETE_READ', removed_version, path from data_file
                 where table_id = :table and removed_version > :read and remove_action is not null
                   and (:whole or path = any(:files)) order by removed_version limit :some)
                union all
                (select 6, 'DELETE_DELETE', removed_version, path from data_file
                 where table_id = :table and removed_version > :read and remove_action is not null
                   and path = any(:removed) order by removed_version limit :some))
            select rule, version, detail from winner w
            where (version, rank) = (select version, rank from winner order by version, rank limit 1)""";

    private final JdbcClient jdbc;

    ConflictQuery(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Conflict> first(TableHead head, Contest contest) {
        List<Found> found = jdbc.sql(FIRST)
                .param("table", head.tableId())
                .param("read", contest.readVersion())
                .param("protocol", contest.changesProtocol())
                .param("domains", array(contest.domains()))
                .param("applications", array(contest.appIds()))
                .param("appends", contest.seesAppends())
                .param("blind", contest.seesBlindAppends())
                .param("whole", contest.seesEveryRemoval())
                .param("files", contest.read().files().toArray(String[]::new))
                .param("removed", array(contest.removed()))
                .param("some", DETAILS)
                .query((row, number) ->
                        new Found(ConflictRule.valueOf(row.getString(1)), row.getLong(2), row.getString(3)))
                .list();
        return found.stream()
                .findFirst()
                .map(first -> new Conflict(head.uuid(), first.rule(), first.version(), details(found)));
    }

    private static List<String> details(List<Found> found) {
        return found.stream().map(Found::detail).filter(Objects::nonNull).toList();
    }

    private static String[] array(List<String> values) {
        return values.toArray(String[]::new);
    }

    private record Found(
            ConflictRule rule, long version, @Nullable String detail) {}
}
