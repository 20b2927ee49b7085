package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.Topic;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.PipelineTarget.WarehouseTarget;
import io.weir.ingest.pipeline.Pipelines;
import io.weir.support.access.Removal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A pipeline gets another definition. */
class ChangeTest extends WorkerTest {

    @Test
    void aPipelineThatIsChangedGoesOnWhereItWas() {
        Topic topic = new Topic(broker, 2);
        topic.produce(1_000, index -> "{\"id\":" + index + "}");
        String columns = "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}]";
        String path = "/api/v1/pipelines/" + nameIn(run(topic, columns));
        String name = path.substring(path.lastIndexOf('/') + 1);
        String even = "{\"transform\": \"select id from input where id % 2 = 0\", \"batch\": {\"maxRows\": 7}}";

        String before = tag(get(path));
        HttpResponse<String> changed = patch(path, before, even);
        HttpResponse<String> stale = patch(path, before, even);
        HttpResponse<String> blind = patch(path, null, even);
        topic.produce(100, index -> "{\"id\":" + index + "}");
        service().start(name);
        HttpResponse<String> atWork = patch(path, "*", even);
        drain(name);

        assertThat(blind.statusCode()).isEqualTo(200);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).contains("where id % 2 = 0", "\"maxRows\":7,", "\"state\":\"STOPPED\"");
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(stale.body()).contains(tag(changed).replace("\"", "\\\""));
        assertThat(atWork.statusCode()).isEqualTo(409);
        assertThat(atWork.body()).contains("pipeline-state", "stop it and change it then");
        assertThat(get(path + "/progress").body()).contains("\"received\":1100", "\"filtered\":50");
        assertThat(rows(name)).isEqualTo(1_050);

        patch(path, "*", "{\"transform\": \"\", \"write\": {\"mode\": \"UPSERT\", \"keys\": [\"id\"]}}");
        topic.produce(100, index -> "{\"id\":" + index + "}");
        service().start(name);
        drain(name);

        assertThat(get(path).body())
                .contains("\"mode\":\"UPSERT\"", "\"maxRows\":7,")
                .doesNotContain("transform");
        assertThat(rows(name)).isEqualTo(1_000);
    }

    @Test
    void propertiesAreKeptForWhoeverMadeIt() {
        String name = "noted_" + UUID.randomUUID().toString().replace("-", "");
        String path = "/api/v1/pipelines/" + name;
        String definition = definition(name, new Topic(broker, 1), "\"properties\": {\"team\": \"sales\"}");
        assertThat(post("/api/v1/pipelines", name, definition).body()).contains("\"properties\":{\"team\":\"sales\"}");
        assertThat(get(path).body()).contains("\"properties\":{\"team\":\"sales\"}");

        patch(path, "*", "{\"batch\": {\"maxRows\": 7}}");
        assertThat(get(path).body()).contains("\"properties\":{\"team\":\"sales\"}");
        patch(path, "*", "{\"properties\": {\"cost\": \"7\"}}");
        assertThat(get(path).body()).contains("\"properties\":{\"cost\":\"7\"}");
        HttpResponse<String> tooLong = patch(path, "*", "{\"properties\": {\"note\": \"" + "x".repeat(1_001) + "\"}}");
        assertThat(tooLong.statusCode()).isEqualTo(422);
        assertThat(tooLong.body()).contains("\"field\":\"properties\"");
        patch(path, "*", "{\"properties\": {}}");
        assertThat(get(path).body()).contains("\"properties\":{}");
    }

    /** And not blamed on the pool, which is the only other thing that can be. */
    @Test
    void aTextThatNoDatabaseTakesIsRefusedAsThat() {
        Topic topic = new Topic(broker, 1);
        String path = "/api/v1/pipelines/" + nameIn(run(topic, "\"format\": \"JSON\""));
        String group = "\"consumerGroup\": \"a\\u0000b\"";
        String name = "odd_" + UUID.randomUUID().toString().replace("-", "");
        String definition = definition(name, topic, "\"format\": \"JSON\"").replace("\"topic\"", group + ", \"topic\"");

        for (HttpResponse<String> refused : List.of(
                post("/api/v1/pipelines", name, definition), patch(path, "*", "{\"source\": {" + group + "}}"))) {
            assertThat(refused.statusCode()).as(refused.body()).isBetween(400, 422);
            assertThat(refused.body()).contains("character NUL").doesNotContain("compute pool");
        }
    }

    @Test
    void allThatCannotBeChangedIsNamedAtOnce() {
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        String columns = "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}]";
        String path = "/api/v1/pipelines/" + nameIn(run(topic, columns));
        String before = get(path).body();

        HttpResponse<String> other = patch(
                path,
                "*",
                "{\"name\": \"other\", \"target\": {\"delta\": {\"table\": \"t\"}}, \"format\": \"RAW\","
                        + " \"source\": {\"store\": \"hubs\", \"topic\": \"t\", \"startPosition\": \"LATEST\"},"
                        + " \"batch\": {\"maxRows\": 0}, \"write\": {\"mode\": \"UPSERT\"}}");
        HttpResponse<String> column = patch(path, "*", "{\"columns\": [{\"name\": \"ID\", \"type\": \"VARCHAR\"}]}");
        HttpResponse<String> transform = patch(path, "*", "{\"transform\": \"select id / 2 as id from input\"}");

        assertThat(other.statusCode()).isEqualTo(422);
        for (String field : List.of(
                "name",
                "target",
                "source.store",
                "source.topic",
                "source.startPosition",
                "columns",
                "batch.maxRows",
                "write.keys")) {
            assertThat(other.body()).contains("\"field\":\"" + field + "\"");
        }
        assertThat(column.body())
                .contains("\"field\":\"columns\"", "makes ID VARCHAR, but the table has id BIGINT", "or another name");
        assertThat(transform.body())
                .contains("\"field\":\"transform\"", "makes id DOUBLE, but the table has id BIGINT");
        assertThat(patch(path, "*", "{\"surprise\": 1}").statusCode()).isEqualTo(400);
        assertThat(get(path).body()).isEqualTo(before);
    }

    @Test
    void aPipelineIsHandedOverAtWorkAndTakesItsGrantsAlongWhenItGoes() {
        Topic topic = new Topic(broker, 1);
        String name = create(topic, table -> new PipelineTarget(new WarehouseTarget("lake", table), null));
        String path = "/api/v1/pipelines/" + name;
        Pipelines pipelines = worker.getBean(Pipelines.class);
        Pipeline read = pipelines.find(name).orElseThrow();
        assertThat(get(path).body()).contains("\"owner\":\"user:test\"");

        service().start(name);
        assertThat(send("PUT", path + "/owner", "{\"owner\": \"nobody\"}").statusCode())
                .isEqualTo(422);
        HttpResponse<String> given = send("PUT", path + "/owner", "{\"owner\": \"user:ben\"}");
        assertThat(given.body()).contains("\"owner\":\"user:ben\"", "\"state\":\"RUNNING\"");
        assertThat(tag(given)).isEqualTo(tag(get(path)));
        assertThat(pipelines.handOver(read, "user:cas", false))
                .as("who read it before")
                .isFalse();
        assertThat(send("PUT", "/api/v1/pipelines/none/owner", "{\"owner\": \"user:ben\"}")
                        .statusCode())
                .isEqualTo(404);

        assertThat(send("DELETE", path, "").statusCode()).isEqualTo(409);
        assertThat(removals(name)).isZero();
        drain(name);
        assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(removals(name)).isEqualTo(1);
    }

    /** What the control plane is to be told; nobody answers in its place. */
    private static int removals(String pipeline) {
        return worker.getBean(JdbcClient.class)
                .sql("select count(*) from outbox_message where destination = 'PLATFORM' and path = ?"
                        + " and body::jsonb ->> 'kind' = 'PIPELINE' and body::jsonb ->> 'name' = ?")
                .params(Removal.PATH, pipeline)
                .query(Integer.class)
                .single();
    }

    /** As before no column might be called so. */
    private static void rename(String table, String column, String as, String name) {
        int changed = worker.getBean(JdbcClient.class)
                .sql("update " + table + " set definition = replace(definition::text, ?, ?)::jsonb where name = ?")
                .params(column, as, name)
                .update();
        assertThat(changed).isOne();
    }

    @Test
    void whoHasAColumnOfWeirsOwnKeepsItAndGetsNoOther() {
        Topic topic = new Topic(broker, 1);
        String stream = name();
        String columns =
                "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}, {\"name\": \"old\", \"type\": \"BIGINT\"}]";
        HttpResponse<String> made = post(
                "/api/v1/relations",
                "make-" + stream,
                "{\"name\": \"" + stream + "\", \"kind\": \"STREAM\", \"source\": {\"store\": \"broker\", \"topic\": \""
                        + topic.name() + "\"}, " + columns + "}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String name = nameIn(run(topic, columns));
        rename("pipeline", "\"old\"", "\"__weir_old\"", name);
        rename("relation", "\"old\"", "\"__weir_old\"", stream);
        String more = columns.replace("\"old\"", "\"__weir_old\"")
                .replace("]", ", {\"name\": \"__weir_new\", \"type\": \"BIGINT\"}]");

        for (String path : List.of("/api/v1/pipelines/" + name, "/api/v1/relations/" + stream)) {
            HttpResponse<String> kept = patch(path, "*", "{\"properties\": {\"team\": \"a\"}}");
            HttpResponse<String> added = patch(path, "*", "{" + more + "}");

            assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
            assertThat(added.statusCode()).as(added.body()).isEqualTo(422);
            assertThat(added.body())
                    .contains("\"field\":\"columns[2].name\"", "\"found\":\"__weir_new\"")
                    .doesNotContain("columns[1]");
        }
    }
}
