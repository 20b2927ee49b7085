package io.weir.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the four images beside each other: the layers that the Dockerfile extracts, by its own command, as its user, on a
 * read-only root file system. An image fails when a jar is in no layer, an option is unknown to its Java, something
 * writes beside its two folders or unpacks a library where nothing may be executed, the user has no name, the archive of
 * classes does not fit, the health check asks the wrong port or says yes too early, or SIGTERM does not reach the service.
 */
class ImagesIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Images images;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(RootFolder.isPossible(), "needs the right to mount");
        images = Images.make(folder);
        for (String service : Dockerfile.SERVICES) {
            assertThat(images.checkHealth(service)).as(service).isEqualTo(1);
        }
        // Migrates, serves nothing and ends: a job that stays would hold up every upgrade.
        assertThat(images.isMigrated("platform-api")).isFalse();
        assertThat(images.migrate("platform-api")).isZero();
        assertThat(images.isMigrated("platform-api")).isTrue();
        images.start();
    }

    /** A container that does not hear SIGTERM is killed in the middle of its work. */
    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (images != null) {
            try (Images running = images) {
                assertThat(running.stop()).isEqualTo(143);
            }
        }
    }

    @Test
    void areHealthy() throws Exception {
        for (String service : Dockerfile.SERVICES) {
            assertThat(images.checkHealth(service)).as(service).isZero();
            JsonNode health =
                    JSON.readTree(images.get(service, "/actuator/health").body());
            assertThat(health.at("/status").asText()).as(service).isEqualTo("UP");
            assertThat(health.at("/components/db/status").asText()).as(service).isEqualTo("UP");
        }
    }

    /** Writes a table's mirror and unpacks DuckDB's library, which a root file system for reading only could prevent. */
    @Test
    void workTogether() throws Exception {
        assertThat(images.post("/api/v1/tables", """
                        {"name": "trial", "schema": {"type": "struct", "fields":
                         [{"name": "id", "type": "long", "nullable": true, "metadata": {}}]}}""").statusCode()).isEqualTo(201);
        assertThat(images.awaitFile("tables/trial/_delta_log/00000000000000000000.json"))
                .isTrue();
        assertThat(images.post("/api/v1/stores", """
                        {"name": "lake", "kind": "DUCKDB", "properties": {"path": "lake.duckdb"}}""").statusCode()).isEqualTo(201);
        assertThat(images.get("platform-api", "/api/v1/warehouse/lake/tables/none")
                        .body())
                .contains("\"code\"", "not-found");
    }

    /** Where health and metrics have a port of their own, the port that everybody reaches shows neither. */
    @Test
    void keepTheirMetricsToThemselves() throws Exception {
        for (String service : Dockerfile.SERVICES) {
            assertThat(images.get(service, "/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
            assertThat(images.getPublic(service, "/actuator/prometheus").statusCode())
                    .as(service)
                    .isEqualTo(404);
        }
    }

    @Test
    void listWhatTheyAreMadeOf() throws IOException {
        // As the Dockerfile builds them; a build for tests alone has none.
        assumeTrue(
                Files.exists(images.file("metadata-service", "/weir/sbom.json")), "built without -Pbill-of-materials");
        for (String service : Dockerfile.SERVICES) {
            JsonNode bill =
                    JSON.readTree(images.file(service, "/weir/sbom.json").toFile());
            List<String> names = bill.get("components").findValuesAsText("name");
            assertThat(names).as(service).contains("postgresql", "spring-boot").doesNotContain("junit-jupiter-api");
        }
    }

    /** The service that has an archive would not start at all if it did not fit: see {@link Images}. */
    @Test
    void startFromTheArchiveOfClasses() throws IOException {
        assumeTrue(Java25.isHere(), "needs the Java of the images");
        assertThat(Files.size(images.file(Images.REHEARSED, "/weir/service.aot")))
                .isGreaterThan(10_000_000);
    }
}
