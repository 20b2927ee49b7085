package io.weir.metadata.mirror.jdbc;

import io.weir.metadata.action.KeptTexts;
import io.weir.metadata.mirror.Replays;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcReplays implements Replays {

    /** Of two that begin at once one finds the other's row, which it goes on with if it was told to. */
    private static final String BEGIN = """
            insert into mirror_replay as r (table_id, replay_id, told)
            select table_id, :id, :told from delta_table where table_id = :table
            on conflict (table_id) do update
            set replay_id = excluded.replay_id, told = excluded.told, asked_at = excluded.asked_at,
                alive_at = excluded.alive_at, files = 0, differences = null, failure = null
            where :from::bigint is null or :from::bigint < r.told
               or r.asked_at < clock_timestamp() - make_interval(secs => :unasked)
               or (r.differences is null and r.failure is null
                   and r.alive_at < clock_timestamp() - make_interval(secs => :silent))
            returning r.replay_id""";

    private static final String ASK = """
            update mirror_replay set asked_at = clock_timestamp() where table_id = ?
            returning replay_id, files, differences, failure""";

    private static final String IS_WANTED = """
            update mirror_replay set alive_at = clock_timestamp(), files = ? where table_id = ? and replay_id = ?
            returning asked_at >= clock_timestamp() - make_interval(secs => ?)""";

    private final JdbcClient jdbc;

    JdbcReplays(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<UUID> begin(long tableId, @Nullable Long from, long told, Duration unasked, Duration silent) {
        return jdbc.sql(BEGIN)
                .param("id", UUID.randomUUID())
                .param("table", tableId)
                .param("told", told)
                .param("from", from)
                .param("unasked", seconds(unasked))
                .param("silent", seconds(silent))
                .query(UUID.class)
                .optional();
    }

    @Override
    public Optional<Replay> ask(long tableId) {
        return jdbc.sql(ASK).param(tableId).query(JdbcReplays::replay).optional();
    }

    private static Replay replay(ResultSet row, int number) throws SQLException {
        Array differences = row.getArray("differences");
        return new Replay(
                row.getObject("replay_id", UUID.class),
                row.getLong("files"),
                differences == null ? null : List.of((String[]) differences.getArray()),
                row.getString("failure"));
    }

    @Override
    public boolean isWanted(UUID id, long tableId, long files, Duration unasked) {
        return jdbc.sql(IS_WANTED)
                .params(List.of(files, tableId, id, seconds(unasked)))
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    @Override
    public void ended(UUID id, long tableId, List<String> differences) {
        end("differences", differences.stream().map(KeptTexts::printable).toArray(String[]::new), id, tableId);
    }

    @Override
    public void failed(UUID id, long tableId, String failure) {
        end("failure", KeptTexts.printable(failure), id, tableId);
    }

    private void end(String column, Object value, UUID id, long tableId) {
        jdbc.sql("update mirror_replay set " + column + " = ? where table_id = ? and replay_id = ?")
                .param(value)
                .params(List.of(tableId, id))
                .update();
    }

    @Override
    public void forget(UUID id, long tableId) {
        jdbc.sql("delete from mirror_replay where table_id = ? and replay_id = ?")
                .params(List.of(tableId, id))
                .update();
    }
}
