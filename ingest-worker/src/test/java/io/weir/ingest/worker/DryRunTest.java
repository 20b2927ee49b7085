package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.Topic;
import java.net.http.HttpResponse;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** What a pipeline would do, before it is made. */
class DryRunTest extends WorkerTest {

    private static HttpResponse<String> validate(String definition) {
        return post("/api/v1/pipelines/validate", "validate", definition);
    }

    @Test
    void aValidationSaysWhatWouldBeMadeOrAllThatIsWrongAndMakesNothing() {
        Topic topic = new Topic(broker, 2);
        String whole = definition(
                "valid",
                topic,
                "\"transform\": \"select id from input\", \"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}]");
        String wrong = definition("valid", topic, "\"batch\": {\"maxRows\": 0}, \"pool\": \"a/b\"")
                .replace(topic.name(), "../orders");

        HttpResponse<String> would = validate(whole);
        assertThat(would.statusCode()).as(would.body()).isEqualTo(200);
        assertThat(would.body())
                .contains("\"state\":\"CREATED\"", "\"pool\":\"default\"", "\"consumerGroup\":\"weir-valid\"")
                .contains("\"maxRows\":983040");
        assertThat(validate(wrong).statusCode()).isEqualTo(422);
        assertThat(validate(wrong).body())
                .contains("\"field\":\"batch.maxRows\"", "\"field\":\"pool\"", "\"field\":\"source.topic\"");
        assertThat(validate(wrong.replace("\"lake\"", "\"nowhere\"").replace("\"broker\"", "\"lake\""))
                        .body())
                .contains("\"field\":\"batch.maxRows\"", "\"field\":\"pool\"", "\"field\":\"target.warehouse.store\"")
                .contains("pipeline-invalid", "\"field\":\"source.store\"", "is a store of kind DUCKDB");
        assertThat(validate(whole.replace("from input", "from nothing")).body()).contains("\"field\":\"transform\"");
        assertThat(validate(whole.replace("\"lake\"", "\"nowhere\"")).body())
                .contains("store-unknown", "\"field\":\"target.warehouse.store\"");
        assertThat(get("/api/v1/pipelines/valid").statusCode()).isEqualTo(404);
    }

    @Test
    void aDryRunShowsWhatWouldBeAndWritesNothing() throws Exception {
        Topic topic = new Topic(broker, 2);
        topic.produce(100, index -> index == 3 ? "no" : "{\"id\":" + index + ",\"at\":{\"x\":1.5}}");

        HttpResponse<String> inferred = post(
                "/api/v1/pipelines/dry-run?waitMillis=20000", "dry", definition("dry", topic, "\"format\": \"JSON\""));
        HttpResponse<String> transformed = post(
                "/api/v1/pipelines/dry-run?waitMillis=20000&records=50",
                "dry",
                definition(
                        "dry",
                        topic,
                        "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}], \"transform\":"
                                + " \"select 'n' || id as n, id / 0 as x from input where id = 4\""));

        assertThat(inferred.body())
                .contains("\"received\":100", "\"written\":99", "{\"name\":\"id\",\"type\":\"BIGINT\"}")
                .contains("STRUCT(\\\"x\\\" DOUBLE)", "{\"id\":0,\"at\":{\"x\":1.5}}")
                .contains("\"reason\":\"is not JSON\",\"payload\":\"no\"");
        assertThat(transformed.body())
                .contains("\"received\":50", "\"rows\":[{\"n\":\"n4\",\"x\":\"Infinity\"}]", "\"filtered\":48");
        assertThat(get("/api/v1/pipelines/dry").statusCode()).isEqualTo(404);
        assertThat(post(
                                "/api/v1/pipelines/dry-run?waitMillis=20000",
                                "dry",
                                definition("dry", topic, "\"format\": \"JSON\"").replace(topic.name(), "no-such-topic"))
                        .body())
                .contains("source-unreadable", "no-such-topic");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.getBrokersAsString()))) {
            assertThat(admin.listGroups().all().get())
                    .noneMatch(group -> group.groupId().contains("dry"));
        }
        assertThat(post("/api/v1/pipelines/dry-run?records=0", "dry", definition("dry", topic, "\"format\": \"JSON\""))
                        .body())
                .contains("\"field\":\"records\"");
    }
}
