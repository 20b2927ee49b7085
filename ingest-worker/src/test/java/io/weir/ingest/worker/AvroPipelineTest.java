package io.weir.ingest.worker;

import static io.weir.ingest.avro.AvroRecords.numbered;
import static io.weir.ingest.avro.AvroRecords.record;
import static io.weir.ingest.avro.AvroRecords.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.IngestPlatform;
import io.weir.ingest.Topic;
import io.weir.ingest.avro.http.Registry;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records in Avro, from a broker's topic into tables. */
class AvroPipelineTest extends WorkerTest {

    private static final String FIELDS = "{\"name\":\"id\",\"type\":\"long\"},"
            + "{\"name\":\"price\",\"type\":{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":9,\"scale\":2}},"
            + "{\"name\":\"tags\",\"type\":{\"type\":\"map\",\"values\":\"long\"}}";
    private static final Schema FIRST = schema("{\"type\":\"record\",\"name\":\"Order\",\"fields\":[" + FIELDS + "]}");
    private static final Schema SECOND = schema("{\"type\":\"record\",\"name\":\"Order\",\"fields\":[" + FIELDS
            + ",{\"name\":\"note\",\"type\":[\"null\",\"string\"]}]}");
    /** What came after them: more digits, and whole numbers that have become fractions. */
    private static final Schema WIDER = schema("{\"type\":\"record\",\"name\":\"Order\",\"fields\":["
            + FIELDS.replace("\"precision\":9,\"scale\":2", "\"precision\":20,\"scale\":4")
                    .replace("\"values\":\"long\"", "\"values\":\"double\"")
            + "]}");

    private static final String AVRO = "\"format\": \"AVRO\", \"avro\": {\"registry\": \"registry\"}";

    private Registry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new Registry();
        IngestPlatform.registry(registry.address());
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private static byte[] order(int schema, int index) {
        return numbered(schema, record(schema == 1 ? FIRST : SECOND, order -> {
            order.put("id", (long) index);
            order.put("price", java.nio.ByteBuffer.wrap(new byte[] {1, 0}));
            order.put("tags", Map.of(new Utf8("k"), (long) index));
            if (schema != 1) {
                order.put("note", "n" + index);
            }
        }));
    }

    /** Two that the columns of the first schema can hold, one with a digit too many and one with a fraction. */
    private static byte[] wider(int index) {
        return numbered(2, record(WIDER, order -> {
            order.put("id", (long) index);
            order.put("price", java.nio.ByteBuffer.wrap(new byte[] {0x61, (byte) (index == 2 ? 0xa9 : 0xa8)}));
            order.put("tags", Map.of(new Utf8("k"), index == 3 ? 0.5 : 2.0));
        }));
    }

    @Test
    void aRegistryThatIsDownIsWaitedForAndOnlyWhatItDoesNotHaveIsADeadLetter() {
        Topic topic = new Topic(broker, 2);
        topic.produceBytes(100, index -> order(index < 50 ? 1 : 2, index));
        topic.produceBytes(3, index -> order(3, index));
        registry.fail(503);
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        assertThat(post(
                                "/api/v1/pipelines",
                                "create-" + name,
                                definition(name, topic, AVRO)
                                        .replace(
                                                "\"target\": {",
                                                "\"target\": {\"delta\": {\"table\": \"" + name + "\"}, "))
                        .statusCode())
                .isEqualTo(201);

        service().start(name);
        await().untilAsserted(() -> assertThat(failure(name)).contains("schema registry", "status 503"));
        await().until(() -> registry.requests() >= 3);
        assertThat(get("/api/v1/pipelines/" + name + "/progress").body())
                .contains("\"received\":0", "\"deadLettered\":0");
        registry.register(1, FIRST.toString());
        registry.register(2, SECOND.toString());
        registry.fail(0);

        assertThat(awaitReceived(name, 103)).contains("\"written\":100", "\"deadLettered\":3");
        drain(name);
        assertThat(rows(name)).isEqualTo(100);
        assertThat(get("/api/v1/pipelines/" + name + "/dead-letters").body())
                .contains("names schema 3, which the registry does not have");

        registry.register(3, SECOND.toString());
        service().start(name);
        topic.produceBytes(1, index -> order(3, 100));
        awaitReceived(name, 104);
        drain(name);
    }

    @Test
    void aMapIsAMapInBothTargetsAndTypesAreThoseOfTheSchema() throws Exception {
        Topic topic = new Topic(broker, 1);
        registry.register(1, FIRST.toString());
        topic.produceBytes(10, index -> order(1, index));
        String[] made = new String[1];

        String progress = run(topic, AVRO, name -> {
            made[0] = name;
            return "\"target\": {\"delta\": {\"table\": \"" + name + "\"}, ";
        });

        assertThat(progress).contains("\"written\":10");
        assertThat(select(made[0], "sum(price) || ' ' || sum(tags['k']) || ' ' || any_value(typeof(tags))"))
                .isEqualTo("25.60 45 MAP(VARCHAR, BIGINT)");
        assertThat(tables().find(made[0]).orElseThrow().schema().toString())
                .contains("type=map", "keyType=string", "valueType=long", "decimal(9,2)");
        topic.produceBytes(10, index -> order(1, index + 10));
        service().start(made[0]);
        awaitReceived(made[0], 20);
        drain(made[0]);
        assertThat(select(made[0], "sum(tags['k'])")).isEqualTo("190");
        assertThat(rows(made[0])).isEqualTo(20);

        registry.register(2, WIDER.toString());
        topic.produceBytes(4, AvroPipelineTest::wider);
        service().start(made[0]);
        assertThat(awaitReceived(made[0], 24)).contains("\"written\":22", "\"deadLettered\":2");
        drain(made[0]);
        assertThat(select(made[0], "sum(price) || ' ' || sum(tags['k']) || ' ' || any_value(typeof(price))"))
                .isEqualTo("56.20 194 DECIMAL(9,2)");
        assertThat(rows(made[0])).isEqualTo(22);
        assertThat(get("/api/v1/pipelines/" + made[0] + "/dead-letters").body())
                .contains(
                        "price\\\" does not fit DECIMAL(9,2), which would round 2.5001",
                        "tags\\\".* does not fit BIGINT");
    }

    @Test
    void aDryRunShowsRowsAndWhatIsWrongWithADefinitionIsSaid() {
        Topic topic = new Topic(broker, 1);
        registry.register(1, FIRST.toString());
        topic.produceBytes(4, index -> index == 3 ? new byte[] {1} : order(1, index));

        assertThat(post(
                                "/api/v1/pipelines/dry-run?waitMillis=20000&records=4",
                                "dry-" + topic.name(),
                                definition("dry", topic, AVRO))
                        .body())
                .contains("\"written\":3", "MAP(VARCHAR, BIGINT)", "\"price\":2.56", "does not name its schema");
        assertThat(post(
                                "/api/v1/pipelines/dry-run?waitMillis=20000&records=4",
                                "made-" + topic.name(),
                                definition(
                                        "dry",
                                        topic,
                                        AVRO + ", \"columns\": [{\"name\": \"id\","
                                                + " \"type\": \"BIGINT\"}], \"transform\": \"select id * 2 as twice from input\""))
                        .body())
                .contains("\"written\":3", "\"deadLettered\":1", "[{\"twice\":0},{\"twice\":2},{\"twice\":4}]");
        assertThat(post("/api/v1/pipelines", "bad-" + topic.name(), definition("bad", topic, """
                                "format": "AVRO", "avro": {"schema": "{", "registry": "re gistry"}"""))
                        .body())
                .contains("\"field\":\"avro.schema\"", "is no schema of Avro", "\"field\":\"avro.registry\"");
        assertThat(post("/api/v1/pipelines", "of-" + topic.name(), definition("of", topic, """
                                "format": "AVRO", "avro": {"registry": "broker"}"""))
                        .body())
                .contains("\"field\":\"avro.registry\"", "is a store of kind KAFKA", "kind SCHEMA_REGISTRY");
        assertThat(post("/api/v1/pipelines", "azure-" + topic.name(), definition("azure", topic, """
                                "format": "AVRO", "avro": {"azureRegistry": "registry"}"""))
                        .body())
                .contains("\"field\":\"avro.azureRegistry\"", "kind AZURE_SCHEMA_REGISTRY");
        assertThat(post("/api/v1/pipelines", "json-" + topic.name(), definition("json", topic, """
                                "format": "JSON", "avro": {"registry": "registry"}"""))
                        .body())
                .contains("\"field\":\"avro\"", "\"allowed\":\"nothing, or format AVRO\"");
    }
}
