package io.weir.platform.topic.jdbc;

import io.weir.platform.topic.TopicChanges;
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
    public long lock(UUID store, String topic) {
        return jdbc.sql("insert into topic_change (store_id, topic, number) values (?, ?, 0)"
                        + " on conflict (store_id, topic) do update set number = topic_change.number returning number")
                .params(store, topic)
                .query(Long.class)
                .single();
    }

    @Override
    public void add(UUID store, String topic) {
        jdbc.sql("update topic_change set number = number + 1 where store_id = ? and topic = ?")
                .params(store, topic)
                .update();
    }
}
