package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.Topic;
import io.weir.ingest.decode.Sql;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A table of a warehouse that somebody made, with columns that take no null. */
class NotNullWarehouseTest extends WorkerTest {

    @ParameterizedTest
    @EnumSource(Feed.class)
    void aRecordWithoutAValueIsADeadLetterThatNamesTheColumn(Feed feed) throws SQLException {
        String name = name();
        executeInLake("create table %s (id bigint not null, note varchar)".formatted(Sql.name(name)));
        Feed.Events events = feed.events();
        events.producer().produce(1_000, index -> "{\"id\":" + (index % 100 == 7 ? "null" : index) + ",\"note\":null}");
        writeToLake(name, events);

        assertThat(inLake(name, "select count(*), count(id), count(distinct id)"))
                .containsExactly("990|990|990");
        assertThat(reasons(name)).hasSize(10).allSatisfy(reason -> assertThat(reason)
                .contains("id", "is null, and the table takes no null in column id"));
        assertThat(failure(name)).isNull();
    }

    @Test
    void aColumnThatIsForbiddenToBeNullWhileAPipelineRunsIsMindedFromThenOn() throws SQLException {
        Topic topic = new Topic(broker, 1);
        topic.produce(100, index -> "{\"id\":" + index + "}");
        String name = create(topic);
        service().start(name);
        awaitReceived(name, 100);

        executeInLake("alter table %s alter column id set not null".formatted(Sql.name(name)));
        topic.produce(100, index -> "{\"id\":" + (index == 50 ? "null" : 100 + index) + "}");
        awaitReceived(name, 200);
        drain(name);

        assertThat(inLake(name, "select count(*), count(distinct id)")).containsExactly("199|199");
        assertThat(reasons(name)).hasSize(1);
    }

    @Test
    void aColumnThatHasAValueOfItsOwnMayBeLeftOutByATransform() throws SQLException {
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        String name = name();
        executeInLake("create table %s (id bigint, place varchar not null default 'here')".formatted(Sql.name(name)));
        post("/api/v1/pipelines", name, definition(name, topic, """
                "columns": [{"name": "id", "type": "BIGINT"}], "transform": "select id from input\""""));
        service().start(name);
        drain(name);

        assertThat(inLake(name, "select count(*), min(place)")).containsExactly("10|here");
    }

    /** Who takes a row away says no more of it than its key. */
    @Test
    void aDeletionNeedsNoValues() throws SQLException {
        Topic topic = new Topic(broker, 1);
        topic.produce(
                20,
                index -> index < 10
                        ? "{\"k\":" + index + ",\"n\":1,\"gone\":false}"
                        : "{\"k\":" + (index - 10) + ",\"gone\":true}");
        String name = name();
        executeInLake(
                "create table %s (k bigint primary key, n bigint not null, gone boolean)".formatted(Sql.name(name)));
        post("/api/v1/pipelines", name, definition(name, topic, """
                "columns": [{"name": "k", "type": "BIGINT"}, {"name": "n", "type": "BIGINT"}, {"name": "gone", "type": "BOOLEAN"}],
                "write": {"mode": "CDC", "keys": ["k"], "deletedBy": "gone"}"""));
        service().start(name);
        drain(name);

        assertThat(inLake(name, "select count(*)")).containsExactly("0");
        assertThat(reasons(name)).isEmpty();
    }
}
