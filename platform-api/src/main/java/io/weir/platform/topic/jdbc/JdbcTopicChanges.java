package io.weir.platform.topic.jdbc;

import io.weir.platform.topic.TopicChanges;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcTopicChanges implements TopicChanges {

    private final JdbcClient jdbc;

    JdbcTopicChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public long count(UUID store, String topic) {
        return jdbc.sql("select number from topic_change where store_id = ? and topic = ?")
                .params(store, topic)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    @Override
    public Optional<Turn> begin(UUID store, String topic, Duration longest) {
        UUID turn = UUID.randomUUID();
        return jdbc.sql("insert into topic_change (store_id, topic, number, turn, turn_ends_at)"
                        + " values (:store, :topic, 0, :turn, now() + :millis * interval '1 millisecond')"
                        + " on conflict (store_id, topic) do update"
                        + " set turn = excluded.turn, turn_ends_at = excluded.turn_ends_at,"
                        + " number = topic_change.number + (topic_change.turn is not null)::int"
                        + " where topic_change.turn is null or topic_change.turn_ends_at <= now()"
                        + " returning number")
                .param("store", store)
                .param("topic", topic)
                .param("turn", turn)
                .param("millis", longest.toMillis())
                .query(Long.class)
                .optional()
                .map(number -> new Turn(turn, number));
    }

    @Override
    public void end(UUID store, String topic, Turn turn, boolean changed) {
        jdbc.sql("update topic_change set number = number + ?, turn = nullif(turn, ?)"
                        + " where store_id = ? and topic = ?")
                .params(changed ? 1 : 0, turn.id(), store, topic)
                .update();
    }
}
