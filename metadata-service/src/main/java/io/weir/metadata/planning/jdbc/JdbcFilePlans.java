package io.weir.metadata.planning.jdbc;

import io.weir.metadata.planning.Explanation;
import io.weir.metadata.planning.FilePlans;
import io.weir.metadata.planning.Plan;
import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.LiveFile;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.zone.Zones;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

@Repository
class JdbcFilePlans implements FilePlans {

    /** Files that the driver fetches at a time. */
    private static final int CHUNK = 2000;

    /**
     * The live files are looked for in the zones that the filter keeps, and behind the last zone; those that were removed
     * since the version, which may not have been there when a zone was made, by themselves. So the head's plan never walks
     * over files that were removed before it. Each range is a walk of its own along the index, whatever the planner
     * believes of their number, and ends with as many files as a zone has, since an index is not left at the end of a range
     * of pairs. The keys of what is kept are found without an order first, since a filter keeps little.
     */
    private static final String PLACE = """
            with place as materialized (
                select after_version, after_file, last_version, last_file, %3$d as files from file_zone
                where table_id = ? and after_version <= ? and %1$s
                union all
                (select last_version, last_file, %2$d, %2$d, %2$d from (
                    (select after_version, after_file, last_version, last_file from file_zone where table_id = ?
                     order by after_version desc, after_file desc limit 1)
                    union all select -2, -2, -1, -1) zone
                 order by after_version desc, after_file desc limit 1)),
            """;

    /** The files of one place. */
    private static final String IN_PLACE = """
            place p cross join lateral (
                select added_version, file_id, lows, highs, without_nulls, nulls_only from data_file
                where table_id = ? and removed_version is null and added_version <= ?
                  and (added_version, file_id) > (p.after_version, p.after_file)
                order by added_version, file_id limit p.files) f
            where (f.added_version, f.file_id) <= (p.last_version, p.last_file)
            """;

    private static final String REMOVED_SINCE =
            "data_file where table_id = ? and removed_version > ? and added_version <= ?\n";

    private static final String KEPT =
            PLACE + "kept as materialized (select f.added_version, f.file_id from " + IN_PLACE
                    + " and %1$s union all select added_version, file_id from " + REMOVED_SINCE + """
             and %1$s)
            select k.added_version, k.file_id, f.add_action
            from (select * from kept where (added_version, file_id) > (?, ?)
                  order by added_version, file_id limit ?) k
            join data_file f on f.table_id = ? and f.added_version = k.added_version and f.file_id = k.file_id
            order by k.added_version, k.file_id""";

    /** Looks where a plan looks; what it does not look at is the rest of what the version has. */
    private static final String EXPLAIN = PLACE + "looked as (select %4$s as here, %1$s as kept from " + IN_PLACE
            + " union all select %4$s, %1$s from " + REMOVED_SINCE + """
            )
            select (select live_files from commit_log where table_id = ? and version = ?), count(*),
                   count(*) filter (where not here), count(*) filter (where here and not kept) from looked""";

    private final JdbcClient jdbc;
    private final Snapshots snapshots;
    private final WholeListing whole;
    private final TransactionTemplate transactions;

    JdbcFilePlans(JdbcClient jdbc, Snapshots snapshots, WholeListing whole, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.snapshots = snapshots;
        this.whole = whole;
        this.transactions = transactions;
    }

    @Override
    public List<LiveFile> files(Plan plan, FileKey after, int limit) {
        return plan.isWhole()
                ? snapshots.files(plan.tableId(), plan.version(), after, limit)
                : kept(plan, after, limit).query(JdbcFilePlans::file).list();
    }

    @Override
    public void write(Plan plan, OutputStream out) throws IOException {
        if (plan.isWhole()) {
            whole.write(plan, out);
        } else {
            try {
                // The driver fetches in portions in a transaction only.
                transactions.executeWithoutResult(status -> kept(plan, FileKey.START, Integer.MAX_VALUE)
                        .query((ResultSet row) -> writeLine(row.getBytes(3), out)));
            } catch (UncheckedIOException gone) {
                throw gone.getCause();
            }
        }
    }

    private static void writeLine(byte[] add, OutputStream out) {
        try {
            out.write(add);
            out.write('\n');
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private JdbcClient.StatementSpec kept(Plan plan, FileKey after, int limit) {
        FilterSql filter = FilterSql.of(plan.filter());
        long tableId = plan.tableId();
        long version = plan.version();
        return jdbc.sql(KEPT.formatted(filter.text(), Long.MAX_VALUE, Zones.SIZE))
                .withFetchSize(CHUNK)
                .params(List.of(tableId, version))
                .params(filter.parameters())
                .params(List.of(tableId, tableId, version))
                .params(filter.parameters())
                .params(List.of(tableId, version, version))
                .params(filter.parameters())
                .params(List.of(after.addedVersion(), after.fileId(), limit, tableId));
    }

    @Override
    public Explanation explain(Plan plan) {
        if (plan.isWhole()) {
            long files = jdbc.sql("select live_files from commit_log where table_id = ? and version = ?")
                    .params(List.of(plan.tableId(), plan.version()))
                    .query(Long.class)
                    .single();
            return new Explanation(files, 0, 0, 0, files);
        }
        FilterSql partitions = FilterSql.of(plan.byPartitions().filter());
        FilterSql filter = FilterSql.of(plan.filter());
        long tableId = plan.tableId();
        long version = plan.version();
        return jdbc.sql(EXPLAIN.formatted(filter.text(), Long.MAX_VALUE, Zones.SIZE, partitions.text()))
                .params(List.of(tableId, version))
                .params(filter.parameters())
                .param(tableId)
                .params(partitions.parameters())
                .params(filter.parameters())
                .params(List.of(tableId, version))
                .params(partitions.parameters())
                .params(filter.parameters())
                .params(List.of(tableId, version, version, tableId, version))
                .query(JdbcFilePlans::explanation)
                .single();
    }

    private static LiveFile file(ResultSet row, int number) throws SQLException {
        return new LiveFile(new FileKey(row.getLong(1), row.getLong(2)), row.getString(3));
    }

    private static Explanation explanation(ResultSet row, int number) throws SQLException {
        long considered = row.getLong(1);
        long looked = row.getLong(2);
        long byPartition = row.getLong(3);
        long byStatistics = row.getLong(4);
        return new Explanation(
                considered, considered - looked, byPartition, byStatistics, looked - byPartition - byStatistics);
    }
}
