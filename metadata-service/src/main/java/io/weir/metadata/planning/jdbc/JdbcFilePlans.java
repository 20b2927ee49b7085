package io.weir.metadata.planning.jdbc;

import io.weir.metadata.planning.Explanation;
import io.weir.metadata.planning.FilePlans;
import io.weir.metadata.planning.Plan;
import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.LiveFile;
import io.weir.metadata.snapshot.Snapshots;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

@Repository
class JdbcFilePlans implements FilePlans {

    /** Files that a stream holds in memory at a time. */
    private static final int CHUNK = 2000;

    /**
     * Two branches, so that the head's plan never walks over files that were removed before it. The keys of what is kept
     * are found without an order first, since a filter keeps little; the planner cannot know that.
     */
    private static final String KEPT = """
            with kept as materialized (
                select added_version, file_id from data_file
                where table_id = ? and removed_version is null and added_version <= ? and %1$s
                union all
                select added_version, file_id from data_file
                where table_id = ? and removed_version > ? and added_version <= ? and %1$s)
            select k.added_version, k.file_id, f.add_action
            from (select * from kept where (added_version, file_id) > (?, ?)
                  order by added_version, file_id limit ?) k
            join data_file f on f.table_id = ? and f.added_version = k.added_version and f.file_id = k.file_id
            order by k.added_version, k.file_id""";

    private static final String EXPLAIN = """
            select count(*), count(*) filter (where not %1$s), count(*) filter (where %1$s and not %2$s) from data_file
            where table_id = ? and added_version <= ? and (removed_version is null or removed_version > ?)""";

    private final JdbcClient jdbc;
    private final Snapshots snapshots;
    private final TransactionTemplate transactions;

    JdbcFilePlans(JdbcClient jdbc, Snapshots snapshots, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.snapshots = snapshots;
        this.transactions = transactions;
    }

    @Override
    public List<LiveFile> files(Plan plan, FileKey after, int limit) {
        return plan.isWhole()
                ? snapshots.files(plan.tableId(), plan.version(), after, limit)
                : kept(plan, after, limit).query(JdbcFilePlans::file).list();
    }

    @Override
    public void forEach(Plan plan, Consumer<LiveFile> consumer) {
        if (plan.isWhole()) {
            everyFile(plan, consumer);
        } else {
            // The driver fetches in portions in a transaction only.
            transactions.executeWithoutResult(status -> {
                try (Stream<LiveFile> files =
                        kept(plan, FileKey.START, Integer.MAX_VALUE).query(JdbcFilePlans::file).stream()) {
                    files.forEach(consumer);
                }
            });
        }
    }

    /** In portions of their own, so that no transaction stays open however slow the reader is. */
    private void everyFile(Plan plan, Consumer<LiveFile> consumer) {
        FileKey after = FileKey.START;
        List<LiveFile> files;
        do {
            files = snapshots.files(plan.tableId(), plan.version(), after, CHUNK);
            files.forEach(consumer);
            after = files.isEmpty() ? after : files.get(files.size() - 1).key();
        } while (files.size() == CHUNK);
    }

    private JdbcClient.StatementSpec kept(Plan plan, FileKey after, int limit) {
        FilterSql filter = FilterSql.of(plan.filter());
        return jdbc.sql(KEPT.formatted(filter.text()))
                .withFetchSize(CHUNK)
                .params(List.of(plan.tableId(), plan.version()))
                .params(filter.parameters())
                .params(List.of(plan.tableId(), plan.version(), plan.version()))
                .params(filter.parameters())
                .params(List.of(after.addedVersion(), after.fileId(), limit, plan.tableId()));
    }

    @Override
    public Explanation explain(Plan plan) {
        FilterSql partitions = FilterSql.of(plan.byPartitions().filter());
        FilterSql all = FilterSql.of(plan.filter());
        return jdbc.sql(EXPLAIN.formatted(partitions.text(), all.text()))
                .params(partitions.parameters())
                .params(partitions.parameters())
                .params(all.parameters())
                .params(List.of(plan.tableId(), plan.version(), plan.version()))
                .query(JdbcFilePlans::explanation)
                .single();
    }

    private static LiveFile file(ResultSet row, int number) throws SQLException {
        return new LiveFile(new FileKey(row.getLong(1), row.getLong(2)), row.getString(3));
    }

    private static Explanation explanation(ResultSet row, int number) throws SQLException {
        long considered = row.getLong(1);
        long byPartition = row.getLong(2);
        long byStatistics = row.getLong(3);
        return new Explanation(considered, byPartition, byStatistics, considered - byPartition - byStatistics);
    }
}
