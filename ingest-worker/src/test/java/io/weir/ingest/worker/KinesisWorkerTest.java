package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.kinesis.KinesisStreams;
import io.weir.ingest.store.Secrets;
import io.weir.ingest.store.StoreAddress;
import io.weir.ingest.store.Stores;
import io.weir.test.kinesis.KinesisServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Stores of Kinesis in a whole worker: looked into and added to, and read by no pipeline. */
@ExtendWith(OutputCaptureExtension.class)
class KinesisWorkerTest extends WorkerTest {

    private static final String SECRET = "hunter2-of-kinesis";
    private static final String ENTITIES = "/api/v1/stores/events/entities";

    @AutoClose
    private static final KinesisServer SERVER = new KinesisServer();

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        platform = platform.beside(folder);
        worker = platform.start(List.of(Streams.class));
        SERVER.make("orders", 2);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @TestConfiguration
    static class Streams {

        /** Knows more stores than other tests have. */
        @Bean
        static BeanPostProcessor streams() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof Stores others ? (Stores) store -> find(others, store) : bean;
                }
            };
        }

        private static Optional<StoreAddress> find(Stores others, String name) {
            return switch (name) {
                case "events" -> Optional.of(events(SERVER.endpoint().toString()));
                case "inside" -> Optional.of(events("http://10.0.0.1:4568"));
                default -> others.find(name);
            };
        }

        private static StoreAddress events(String endpoint) {
            Map<String, String> properties = new HashMap<>();
            properties.put(StoreAddress.REGION, "us-east-1");
            properties.put(StoreAddress.ENDPOINT, endpoint);
            properties.put(StoreAddress.ACCESS_KEY_ID, "AKIAREADER");
            properties.put(StoreAddress.SECRET_ACCESS_KEY, "secret:kinesis");
            return new StoreAddress("events", StoreAddress.KINESIS, properties);
        }

        @Bean
        @Primary
        Secrets secrets() {
            return name -> SECRET;
        }
    }

    private static HttpResponse<String> insert(String key, String rows) {
        return post(ENTITIES + "/insert", key, "{\"path\": \"orders\", \"rows\": " + rows + "}");
    }

    @Test
    void rowsAreAddedToAStreamAndShown(CapturedOutput output) {
        assertThat(get(ENTITIES).body()).contains("{\"path\":\"orders\",\"kind\":\"STREAM\"}");
        assertThat(get(ENTITIES + "/details?path=orders").body())
                .contains("\"shards\":[{\"shard\":\"shardId-000000000000\",\"open\":true},");
        assertThat(get(ENTITIES + "/sample?path=orders").body()).contains("\"received\":0");

        HttpResponse<String> added =
                insert("added", "[{\"id\": 1, \"item\": \"tea\"}, {\"id\": 2, \"item\": \"ink\"}]");

        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        HttpResponse<String> sample = get(ENTITIES + "/sample?path=orders");
        assertThat(sample.statusCode()).as(sample.body()).isEqualTo(200);
        assertThat(sample.body())
                .contains("\"received\":2,\"written\":2", "{\"name\":\"id\",\"type\":\"BIGINT\"}")
                .contains("{\"id\":1,\"item\":\"tea\"}", "{\"id\":2,\"item\":\"ink\"}");
        assertThat(get(ENTITIES + "/sample?path=orders&format=RAW&records=1").body())
                .contains("\"received\":1", "sequence-number", "partition-key", "shardId-0000");
        assertThat(output.getAll()).doesNotContain(SECRET);
    }

    @Test
    void whatCannotBeIsSaidByItsField(CapturedOutput output) {
        HttpResponse<String> large =
                insert("large", "[{\"id\": 1}, {\"x\": \"" + "x".repeat(KinesisStreams.LARGEST_RECORD) + "\"}]");
        assertThat(large.statusCode()).isEqualTo(422);
        assertThat(large.body()).contains("\"field\":\"rows[1]\"", "too large a record for Kinesis", "at most 1048540");
        assertThat(get(ENTITIES + "/details?path=absent").statusCode()).isEqualTo(404);
        assertThat(get(ENTITIES + "/sample?path=absent").statusCode()).isEqualTo(404);
        assertThat(get(ENTITIES + "/sample?path=orders&format=PROTOBUF").body()).contains("\"field\":\"protobuf\"");
        assertThat(get(ENTITIES + "?path=orders").body()).contains("streams hold records, and no entities");
        assertThat(get("/api/v1/stores/inside/entities").body())
                .contains("source-unreadable", "leads into a network that is not public");
        SERVER.letIn(authorization -> false);
        assertThat(get(ENTITIES).body()).contains("source-unreadable", "does not let AKIAREADER in");
        SERVER.letIn(authorization -> true);
        assertThat(output.getAll()).doesNotContain(SECRET);
    }

    @Test
    void noPipelineReadsOrWritesAStream() {
        String definition = "{\"name\": \"k\", \"source\": {\"store\": \"%s\", \"topic\": \"orders\"},"
                + " \"target\": {\"warehouse\": {\"store\": \"%s\", \"table\": \"k\"}}}";
        assertThat(post("/api/v1/pipelines", "read", definition.formatted("events", "lake"))
                        .body())
                .contains(
                        "\"field\":\"source.store\"", "is a store of kind KINESIS", "kind EVENTHUBS or FILES or KAFKA");
        assertThat(post("/api/v1/pipelines", "write", definition.formatted("broker", "events"))
                        .body())
                .contains(
                        "\"field\":\"target.warehouse.store\"",
                        "is a store of kind KINESIS",
                        "kind DUCKDB or MOTHERDUCK");
        HttpResponse<String> relation = post(
                "/api/v1/relations",
                "relation",
                "{\"name\": \"k\", \"kind\": \"STREAM\", \"source\": {\"store\": \"events\", \"topic\": \"orders\"}}");
        assertThat(relation.statusCode()).isEqualTo(422);
        assertThat(relation.body())
                .contains(
                        "\"field\":\"source.store\"", "is a store of kind KINESIS", "kind EVENTHUBS or FILES or KAFKA");
    }
}
