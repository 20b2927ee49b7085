package io.weir.support.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.support.probe.ProbeService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiDocumentTest {

    private static ProbeService.Running service;
    private static String text;
    private static JsonNode document;

    @BeforeAll
    static void read() {
        service = ProbeService.start();
        text = service.asking().get("/v3/api-docs").body();
        document = JsonMapper.shared().readTree(text);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void itIsOpenApi31OfThisServiceWhereverItRuns() {
        assertThat(document.get("openapi").asString()).startsWith("3.1");
        assertThat(document.at("/info/title").asString()).isEqualTo("probe");
        assertThat(document.get("servers")).isEqualTo(json("[{\"url\":\"/\"}]"));
        assertThat(document.get("paths").propertyNames())
                .containsExactly("/api/v1/stores", "/api/v1/stores/{store}/transactions");
        try (var other = ProbeService.start()) {
            assertThat(other.asking().get("/v3/api-docs").body()).isEqualTo(text);
        }
    }

    @Test
    void whatMayNotBeNullIsRequired() {
        assertThat(schema("Store").get("required"))
                .isEqualTo(json("[\"anything\",\"byte_count\",\"kind\",\"name\",\"properties\"]"));
        assertThat(schema("Owner").get("required")).isEqualTo(json("[\"email\"]"));
    }

    @Test
    void typesAreWhatGeneratorsUnderstand() {
        JsonNode properties = schema("Store").get("properties");
        assertThat(properties.get("kind")).isEqualTo(json("{\"enum\":[\"KAFKA\",\"DUCKDB\"],\"type\":\"string\"}"));
        assertThat(properties.get("createdAt")).isEqualTo(json("{\"format\":\"date-time\",\"type\":\"string\"}"));
        assertThat(properties.get("byte_count")).isEqualTo(json("{\"format\":\"int64\",\"type\":\"integer\"}"));
        assertThat(properties.get("owner")).isEqualTo(json("{\"$ref\":\"#/components/schemas/Owner\"}"));
        assertThat(properties.get("anything")).isEqualTo(json("{}"));
        assertThat(properties.get("object")).isEqualTo(json("{\"type\":\"object\"}"));
        assertThat(text).doesNotContain("oneOf", "anyOf", "\"null\"");
    }

    @Test
    void pagesAreNamedByTheirRows() {
        assertThat(schema("StorePage").at("/properties/items/items"))
                .isEqualTo(json("{\"$ref\":\"#/components/schemas/Store\"}"));
        assertThat(schema("StorePage").get("required")).isEqualTo(json("[\"items\"]"));
        assertThat(document.at("/paths/~1api~1v1~1stores/get/responses/200/content/application~1json/schema"))
                .isEqualTo(json("{\"$ref\":\"#/components/schemas/StorePage\"}"));
        assertThat(schema("TransactionPage").at("/properties/items/items/$ref").asString())
                .endsWith("/StoreTransaction");
    }

    @Test
    void everyOperationMayAnswerWithAProblem() {
        JsonNode create = document.at("/paths/~1api~1v1~1stores/post");
        assertThat(create.get("operationId").asString()).isEqualTo("createStore");
        assertThat(create.get("responses").propertyNames())
                .containsExactly("201", "400", "401", "403", "406", "413", "415", "429", "503", "default");
        assertThat(create.at("/responses/default/content/application~1problem+json/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/Problem");
        assertThat(Stream.of("requestId", "code", "status", "errors")).allSatisfy(name -> assertThat(
                        schema("Problem").get("properties").has(name))
                .isTrue());
        assertThat(schema("Problem").at("/properties/errors/items/$ref").asString())
                .endsWith("/FieldProblem");
    }

    @Test
    void operationsReferToOneAnswerForEachStatusWithExamplesOfItsProblems() {
        assertThat(document.at("/paths/~1api~1v1~1stores/post/responses/413"))
                .isEqualTo(json("{\"$ref\":\"#/components/responses/ContentTooLarge\"}"));
        JsonNode answer = document.at("/components/responses/ContentTooLarge");
        assertThat(answer.get("description").asString()).isEqualTo("Content Too Large");
        JsonNode problem = answer.at("/content/application~1problem+json/examples/content-too-large/value");
        assertThat(problem.get("status").intValue()).isEqualTo(413);
        assertThat(problem.get("type").asString()).isEqualTo("urn:weir:problem:content-too-large");
        assertThat(document.at("/components/responses").has("PreconditionFailed"))
                .as("nobody answers it")
                .isFalse();
    }

    @Test
    void bodiesHaveExamplesOfTheirSchemas() {
        JsonNode create = document.at("/paths/~1api~1v1~1stores/post");
        assertThat(create.at("/requestBody/content/application~1json/example"))
                .isEqualTo(json(
                        "{\"anything\":{},\"byte_count\":1,\"kind\":\"KAFKA\",\"name\":\"orders\",\"properties\":{}}"));
        assertThat(create.at("/responses/201/content/application~1json/example/owner"))
                .isEqualTo(json("{\"email\":\"email\",\"nick\":\"nick\"}"));
        assertThat(document.at("/paths/~1api~1v1~1stores/get/responses/200/content/application~1json/example")
                        .propertyNames())
                .as("the last page")
                .containsExactly("items");
    }

    private static JsonNode schema(String name) {
        JsonNode schema = document.at("/components/schemas/" + name);
        assertThat(schema.isObject()).as("%s in %s", name, text).isTrue();
        return schema;
    }

    private static JsonNode json(String expected) {
        return JsonMapper.shared().readTree(expected);
    }
}
