package io.weir.metadata.history.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.metadata.history.FileDifference;
import io.weir.metadata.history.Histories;
import io.weir.metadata.history.LoggedCommit;
import io.weir.metadata.packing.Frame;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcHistories implements Histories {

    private static final int VERSIONS = 200;
    private static final long BYTES = 4L << 20;

    /** The first version whatever its size. */
    private static final String COMMITS = """
            with next as (
                select version, sum(content_bytes) over (order by version) - content_bytes as before
                from commit_log where table_id = ? and version between ? and ? order by version limit ?)
            select c.version, c.timestamp, c.content from commit_log c join next on next.version = c.version
            where c.table_id = ? and next.before < ? order by c.version""";

    /** Live at the first version and not at the second: added or removed by a version between them. */
    private static final String ONLY_IN = """
            select add_action from data_file
            where table_id = :table and added_version <= :one and (removed_version is null or removed_version > :one)
              and not (added_version <= :other and (removed_version is null or removed_version > :other))
            order by added_version, file_id""";

    private final JdbcClient jdbc;

    JdbcHistories(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<LoggedCommit> commits(long tableId, long from, long to) {
        return jdbc.sql(COMMITS)
                .params(List.of(tableId, from, to, VERSIONS, tableId, BYTES))
                .query((row, number) -> new LoggedCommit(row.getLong(1), row.getLong(2), text(row.getBytes(3))))
                .list();
    }

    private static String text(byte[] kept) {
        return new String(Frame.content(kept), UTF_8);
    }

    @Override
    public FileDifference difference(long tableId, long from, long to) {
        return new FileDifference(onlyIn(tableId, from, to), onlyIn(tableId, to, from));
    }

    private List<String> onlyIn(long tableId, long one, long other) {
        return jdbc.sql(ONLY_IN)
                .param("table", tableId)
                .param("one", one)
                .param("other", other)
                .query(String.class)
                .list();
    }
}
