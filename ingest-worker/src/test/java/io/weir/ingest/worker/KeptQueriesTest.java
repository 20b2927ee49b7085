package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.Topic;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Queries over views that changed since. */
class KeptQueriesTest extends WorkerTest {

    private static final String RELATIONS = "/api/v1/relations";
    private static final String PIPELINES = "/api/v1/pipelines";

    private static void make(String path, String name, String more) {
        HttpResponse<String> made = post(path, "make-" + name, "{\"name\":\"" + name + "\"," + more + "}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    /** What a star leaves out may go; who asks for it then is told that it is not there. */
    @Test
    void aPipelineRunsOnWhereItsStarLeavesOutWhatIsGone() throws Exception {
        Topic topic = new Topic(broker, 1);
        topic.produce(3, index -> "{\"id\":" + index + ",\"n\":7}");
        String stream = name();
        String view = name();
        String pipeline = name();
        String query = "\"query\":\"select * exclude (gone) from " + view + "\"";
        make(
                RELATIONS,
                stream,
                "\"kind\":\"STREAM\",\"source\":{\"store\":\"broker\",\"topic\":\"" + topic.name()
                        + "\"},\"columns\":[{\"name\":\"id\",\"type\":\"BIGINT\"},{\"name\":\"n\",\"type\":\"BIGINT\"}]");
        make(RELATIONS, view, "\"kind\":\"VIEW\",\"query\":\"select id, n as gone from " + stream + "\"");
        make(
                PIPELINES,
                pipeline,
                query + ",\"target\":{\"warehouse\":{\"store\":\"lake\",\"table\":\"" + pipeline + "\"}}");
        patch(RELATIONS + "/" + view, "*", "{\"query\":\"select id from " + stream + "\"}");

        service().start(pipeline);
        drain(pipeline);

        assertThat(inLake(pipeline, "select count(*) || ' ' || max(id)")).containsExactly("3 2");
        changes(pipeline, "\"batch\":{\"maxRows\":500}");
        refuses(pipeline, query, "\"field\":\"query\"");
    }

    private static void changes(String pipeline, String change) throws Exception {
        HttpResponse<String> asked = patch(PIPELINES + "/" + pipeline, "*", "{" + change + "}");
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(200);
    }

    private static void refuses(String pipeline, String change, String field) throws Exception {
        HttpResponse<String> asked = patch(PIPELINES + "/" + pipeline, "*", "{" + change + "}");
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(422);
        assertThat(asked.body()).contains(field, "leaves out gone, which is no column");
    }

    /** The columns that its stars leave out are of the relation that it reads, and go with a change of that one. */
    @Test
    void aPipelineRunsOnAndIsChangedWhereItsRelationHasNoSuchColumnAnyMore() throws Exception {
        Topic topic = new Topic(broker, 1);
        topic.produce(3, index -> "{\"id\":" + index + ",\"gone\":7}");
        String stream = name();
        String pipeline = name();
        String star = "\"transform\":\"select * exclude (gone) from input\"";
        String columns = "\"columns\":[{\"name\":\"id\",\"type\":\"BIGINT\"}";
        make(
                RELATIONS,
                stream,
                "\"kind\":\"STREAM\",\"source\":{\"store\":\"broker\",\"topic\":\"" + topic.name() + "\"}," + columns
                        + ",{\"name\":\"gone\",\"type\":\"BIGINT\"}]");
        make(
                PIPELINES,
                pipeline,
                "\"source\":{\"relation\":\"" + stream + "\"}," + star
                        + ",\"target\":{\"warehouse\":{\"store\":\"lake\",\"table\":\"" + pipeline
                        + "\"}},\"branches\":[{"
                        + star + ",\"target\":{\"warehouse\":{\"table\":\"" + pipeline + "_b\"}}}]");
        patch(RELATIONS + "/" + stream, "*", "{" + columns + "]}");

        service().start(pipeline);
        drain(pipeline);

        assertThat(inLake(pipeline, "select count(*) || ' ' || max(id)")).containsExactly("3 2");
        changes(pipeline, "\"batch\":{\"maxRows\":500}");
        refuses(pipeline, star, "\"field\":\"transform\"");
    }
}
