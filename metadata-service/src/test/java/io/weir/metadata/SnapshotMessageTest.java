package io.weir.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What lineage hears of commits. */
class SnapshotMessageTest {

    private static final String RUN = "8a1f4f6e-5b0a-4a51-9d53-3a2f2d1c0b9a";

    @Test
    void aCommitOfARunBecomesASnapshotAndOthersDoNot(@TempDir Path folder) throws IOException, InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        HttpServer lineage = listen(heard);
        try (TestDatabase database = TestDatabase.create("metadata");
                MetadataServer server = MetadataServer.start(
                        database,
                        folder,
                        "--weir.services.lineage-url=http://127.0.0.1:"
                                + lineage.getAddress().getPort())) {
            server.post("/api/v1/tables", Requests.table("traced")).expect(201);
            server.post("/api/v1/tables/traced/commits", Requests.commit(Requests.add("silent", 1)))
                    .expect(200);
            Map<String, Object> commit = Requests.commit(Requests.add("told", 1));
            commit.put("runId", RUN);
            commit.put("jobName", "nightly");
            server.post("/api/v1/tables/traced/commits", commit).expect(200);

            JsonNode table = server.get("/api/v1/tables/traced").json();
            assertThat(heard.poll(60, TimeUnit.SECONDS))
                    .isEqualTo("tableId=" + table.get("id").stringValue());
            JsonNode message = MetadataServer.JSON.readTree(heard.poll(60, TimeUnit.SECONDS));
            assertThat(message.get("table_name").stringValue()).isEqualTo("traced");
            // A replica of a version before refuses whatever else there is.
            assertThat(message.propertyNames())
                    .containsExactlyInAnyOrder(
                            "table_name", "uri", "format", "schema", "job_name", "run_id", "version");
            assertThat(message.get("uri")).isEqualTo(table.get("location"));
            assertThat(message.get("format").stringValue()).isEqualTo("delta");
            assertThat(message.get("version").longValue()).isEqualTo(2);
            assertThat(message.get("run_id").stringValue()).isEqualTo(RUN);
            assertThat(message.get("job_name").stringValue()).isEqualTo("nightly");
            assertThat(message.get("schema").get("fields")).hasSize(3);
            assertThat(heard).isEmpty();
        } finally {
            lineage.stop(0);
        }
    }

    private static HttpServer listen(BlockingQueue<String> heard) throws IOException {
        HttpServer lineage = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        lineage.createContext("/api/v1/jobs/register-snapshot", exchange -> {
            heard.add(exchange.getRequestURI().getQuery());
            heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(201, -1);
            exchange.close();
        });
        lineage.start();
        return lineage;
    }
}
