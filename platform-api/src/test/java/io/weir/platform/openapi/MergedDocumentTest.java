package io.weir.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class MergedDocumentTest {

    private static final ObjectNode TABLES = document("/api/v1/tables", "listTables", "{\"type\":\"string\"}");
    private static final ObjectNode JOBS = document("/api/v1/jobs", "listJobs", "{\"type\":\"string\"}");

    private static ObjectNode document(String path, String operation, String shared) {
        String json = "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"x\"},\"paths\":{\"" + path
                + "\":{\"get\":{\"tags\":[\"" + operation + "\"],\"operationId\":\"" + operation
                + "\"}},\"/actuator\":{\"get\":{}}},\"components\":{\"schemas\":{\"Problem\":" + shared + ",\""
                + operation + "Page\":{\"type\":\"object\"}}}}";
        return (ObjectNode) new JsonMapper().readTree(json);
    }

    private static ObjectNode merge(ObjectNode... documents) {
        MergedDocument merged = new MergedDocument();
        for (int index = 0; index < documents.length; index++) {
            merged.add("service-" + index, documents[index]);
        }
        return merged.sorted();
    }

    @Test
    void theOrderOfThePartsDoesNotMatter() {
        assertThat(merge(TABLES, JOBS).toString()).isEqualTo(merge(JOBS, TABLES).toString());
    }

    @Test
    void pathsAndSchemasAreSortedAndEqualSchemasBecomeOne() {
        ObjectNode merged = merge(TABLES, JOBS);
        assertThat(merged.path("paths").propertyNames()).containsExactly("/api/v1/jobs", "/api/v1/tables");
        assertThat(merged.at("/components/schemas").propertyNames())
                .containsExactly("Problem", "listJobsPage", "listTablesPage");
        assertThat(merged.path("openapi").asString()).isEqualTo("3.1.0");
    }

    @Test
    void differentSchemasOfOneNameAreAConflict() {
        ObjectNode other = document("/api/v1/runs", "getRun", "{\"type\":\"object\"}");
        assertThatThrownBy(() -> merge(TABLES, other)).hasMessageContaining("schemas Problem");
    }

    @Test
    void oneOperationOfTwoServicesIsAConflict() {
        assertThatThrownBy(() -> merge(TABLES, TABLES)).hasMessageContaining("/api/v1/tables get");
    }
}
