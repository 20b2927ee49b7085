package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.Topic;
import io.weir.ingest.pipeline.PipelineState;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A place in a topic is one in that very topic, and of what was written of it to these very tables. */
class SameNameTest extends WorkerTest {

    @ParameterizedTest
    @EnumSource
    void aTopicThatWasMadeAnewIsNotReadAsTheOneThatItWas(Destination destination) throws SQLException {
        Topic topic = new Topic(broker, 2);
        topic.produce(100, index -> "{\"id\":" + index + "}");
        String name = create(topic, destination::target);
        service().start(name);
        drain(name);
        topic.remake();
        topic.produce(500, index -> "{\"id\":" + (100 + index) + "}");

        service().start(name);
        await().until(() -> service().get(name).state() instanceof PipelineState.Failed);
        String failure = failure(name);
        post("/api/v1/pipelines/" + name + "/reset", "reset-" + name, "{\"startPosition\": \"EARLIEST\"}");
        service().start(name);
        drain(name);

        assertThat(failure).contains("topic " + topic.name() + " was deleted and made anew", "Reset the pipeline");
        assertThat(destination.ids(name)).isEqualTo("600|600|599");
    }

    /** Its first records, which are where others have been taken already, would never be read. */
    @ParameterizedTest
    @EnumSource
    void aTopicThatIsMadeAnewWhileItIsReadIsNotReadOn(Destination destination) throws SQLException {
        Topic topic = new Topic(broker, 2);
        topic.produce(100, index -> "{\"id\":" + index + "}");
        String name = create(topic, destination::target);
        service().start(name);
        awaitReceived(name, 100);
        topic.remake();
        topic.produce(500, index -> "{\"id\":" + index + "}");

        await().until(() -> service().get(name).state() instanceof PipelineState.Failed);
        assertThat(failure(name))
                .contains("topic " + topic.name() + " was deleted and made anew", "Reset the pipeline");
        assertThat(destination.ids(name)).isEqualTo("100|100|99");
    }

    @Test
    void aPipelineThatIsMadeAnewGoesOnOnlyWithTheSameTopicAndTables() {
        Topic topic = new Topic(broker, 1);
        topic.produce(100, index -> "{\"id\":" + index + "}");
        Topic other = new Topic(broker, 1);
        other.produce(300, index -> "{\"id\":" + index + "}");
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        String same = definition(name, topic, "\"format\": \"JSON\"");

        assertThat(rowsOnceMade(name, same, name)).isEqualTo(100);
        assertThat(rowsOnceMade(name, same, name)).isEqualTo(100);
        String table = "\"table\": \"";
        assertThat(rowsOnceMade(
                        name, same.replace(table + name, table + "Main." + name.toUpperCase(Locale.ROOT)), name))
                .as("the same table in other words")
                .isEqualTo(100);
        assertThat(rowsOnceMade(name, same.replace(topic.name(), other.name()), name))
                .isEqualTo(400);
        String second = name + "_2";
        assertThat(rowsOnceMade(name, same.replace(table + name, table + second), second))
                .isEqualTo(100);
    }

    /** What a warehouse remembers of a pipeline goes by its name, and DuckDB does not tell such names apart. */
    @Test
    void aNameThatIsAnotherByItsCaseAloneIsTaken() {
        Topic topic = new Topic(broker, 1);
        String name = name();
        String upper = name.toUpperCase(Locale.ROOT);
        String definition = definition(name, topic, "\"format\": \"JSON\"");
        assertThat(post("/api/v1/pipelines", name, definition).statusCode()).isEqualTo(201);

        HttpResponse<String> refused = post("/api/v1/pipelines", upper, definition.replace(name, upper));

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(refused.body()).contains("pipeline-exists", "pipeline " + upper, "by case alone");
    }

    /** How many rows a table has once a pipeline was made, has read its topic to the end and was deleted. */
    private static long rowsOnceMade(String name, String definition, String table) {
        assertThat(post("/api/v1/pipelines", UUID.randomUUID().toString(), definition)
                        .statusCode())
                .isEqualTo(201);
        service().start(name);
        drain(name);
        service().delete(name);
        return rows(table);
    }
}
