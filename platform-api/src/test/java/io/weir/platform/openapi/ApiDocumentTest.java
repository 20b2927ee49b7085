package io.weir.platform.openapi;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.platform.TestPlatform;
import io.weir.platform.TestService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ApiDocumentTest {

    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = new TestPlatform();
    }

    @BeforeEach
    void describe() {
        platform.lineage.comeBack();
        describe(platform.metadata, "tables");
        describe(platform.ingest, "pipelines");
        describe(platform.lineage, "jobs");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static void describe(TestService service, String resource) {
        String document = "{\"openapi\":\"3.1.0\",\"paths\":{\"/api/v1/" + resource
                + "\":{\"get\":{\"operationId\":\"list-" + resource + "\"}}}}";
        service.on("/v3/api-docs", exchange -> TestService.answer(exchange, 200, "application/json", document));
    }

    @Test
    void theDocumentHasTheOperationsOfAllServices() {
        JsonNode document = json(platform.get("/v3/api-docs"));
        assertThat(List.copyOf(document.path("paths").propertyNames()))
                .isSorted()
                .contains(
                        "/api/v1/tables",
                        "/api/v1/pipelines",
                        "/api/v1/jobs",
                        "/api/v1/health",
                        "/api/v1/stores/{store}/topics/{topic}");
        assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
    }

    @Test
    void aDocumentWithoutAServicesPartIsNotGiven() {
        platform.lineage.goAway();
        HttpResponse<String> response = platform.get("/v3/api-docs");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(json(response).path("code").asString()).isEqualTo("api-document-incomplete");
        assertThat(json(response).path("service").asString()).isEqualTo("lineage-service");
    }

    @Test
    void servicesThatContradictEachOtherAreTold() {
        platform.lineage.on(
                "/v3/api-docs",
                exchange -> TestService.answer(
                        exchange,
                        200,
                        "application/json",
                        "{\"components\":{\"schemas\":{\"Store\":{\"type\":\"string\"}}}}"));
        HttpResponse<String> response = platform.get("/v3/api-docs");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(json(response).path("code").asString()).isEqualTo("api-document-conflict");
    }

    @Test
    void theGatewaysOwnPartIsThatOfTheCommittedDocument() throws IOException {
        Path committed = Path.of("../clients/openapi.json");
        Assumptions.assumeTrue(Files.exists(committed));
        JsonNode running = json(platform.get("/v3/api-docs/platform"));
        Files.writeString(Path.of("target/platform-openapi.json"), running.toPrettyString());
        Set<String> own = operations(running);
        Set<String> promised = operations(new JsonMapper().readTree(Files.readString(committed)));
        promised.removeIf(operation -> own.stream().noneMatch(mine -> tag(mine).equals(tag(operation))));
        assertThat(own).isEqualTo(promised);
    }

    private static String tag(String operation) {
        return operation.substring(0, operation.indexOf(' '));
    }

    /** Each operation in one line: tag, method, path, id and parameters. */
    private static Set<String> operations(JsonNode document) {
        Set<String> lines = new TreeSet<>();
        document.path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                    Set<String> parameters = new TreeSet<>();
                    operation
                            .path("parameters")
                            .forEach(parameter ->
                                    parameters.add(parameter.path("in").asString() + ":"
                                            + parameter.path("name").asString()));
                    lines.add(operation.at("/tags/0").asString() + " " + method + " " + path + " "
                            + operation.path("operationId").asString() + " " + parameters);
                }));
        return lines;
    }

    @Test
    void everyOperationIsFullyDescribed() {
        List<String> lacking = new ArrayList<>();
        json(platform.get("/v3/api-docs/platform"))
                .path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                    boolean full = operation.has("summary")
                            && operation.has("operationId")
                            && operation.path("tags").size() == 1;
                    if (!full) {
                        lacking.add(method + " " + path);
                    }
                }));
        assertThat(lacking).isEmpty();
    }

    @Test
    void swaggerUiWorksOnTheMergedDocumentWithAssetsOfItsOwn() {
        HttpResponse<String> first = platform.get("/swagger-ui.html");
        assertThat(first.statusCode()).isEqualTo(302);
        String index = first.headers().firstValue("Location").orElseThrow();
        String page = platform.get(index).body();
        Matcher assets = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page);
        while (assets.find()) {
            assertThat(assets.group(1)).doesNotContain("//");
            String asset = URI.create(index).resolve(assets.group(1)).getPath();
            assertThat(platform.get(asset).statusCode()).as(asset).isEqualTo(200);
        }
        JsonNode settings = json(platform.get("/v3/api-docs/platform/swagger-config"));
        assertThat(settings.path("url").asString()).isEqualTo("/v3/api-docs");
    }
}
