package io.weir.lineage.marquez.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.lineage.marquez.DatasetVersion;
import io.weir.lineage.openlineage.EntityName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** States of a dataset in Marquez' shape, counted up to 10,000. */
record DatasetVersionList(List<DatasetVersionItem> versions, int totalCount) {

    /**
     * A state of a dataset.
     *
     * @param fields of the schema that was known then
     * @param createdByRun the run that wrote it; in lists its id alone
     */
    record DatasetVersionItem(
            DatasetVersionId id,
            String type,
            String name,
            String physicalName,
            String namespace,
            String sourceName,
            String version,
            Instant createdAt,
            List<VersionField> fields,
            List<String> tags,

            @Schema(type = "object") @Nullable Object createdByRun,

            Map<String, Object> facets) {}

    /** The three names of a state. */
    record DatasetVersionId(String namespace, String name, String version) {}

    /** A column. */
    record VersionField(
            String name,
            @Nullable String type,
            List<String> tags,
            @Nullable String description) {}

    static DatasetVersionItem item(EntityName dataset, DatasetVersion version, @Nullable Object run) {
        JsonNode schema = version.schema();
        return new DatasetVersionItem(
                new DatasetVersionId(dataset.namespace(), dataset.name(), version.version()),
                "DB_TABLE",
                dataset.name(),
                dataset.name(),
                dataset.namespace(),
                dataset.namespace(),
                version.version(),
                version.createdAt(),
                schema == null ? List.of() : fields(schema.path("fields")),
                List.of(),
                run,
                schema == null ? Map.of() : Map.of("schema", schema));
    }

    private static List<VersionField> fields(JsonNode fields) {
        Stream<JsonNode> listed = StreamSupport.stream(fields.spliterator(), false);
        return listed.filter(field -> field.path("name").isString())
                .map(DatasetVersionList::field)
                .toList();
    }

    private static VersionField field(JsonNode field) {
        JsonNode type = field.path("type");
        JsonNode description = field.path("description");
        return new VersionField(
                field.path("name").stringValue(),
                type.isMissingNode() ? null : type.isString() ? type.stringValue() : type.toString(),
                List.of(),
                description.isString() ? description.stringValue() : null);
    }
}
