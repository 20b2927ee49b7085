package io.weir.lineage.marquez.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.lineage.graph.DatasetField;
import io.weir.lineage.label.NodeLabels;
import io.weir.lineage.marquez.DatasetVersion;
import io.weir.lineage.openlineage.EntityName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
            List<DatasetField> fields,
            List<String> tags,

            @Schema(type = "object") @Nullable Object createdByRun,

            Map<String, Object> facets) {}

    /** The three names of a state. */
    record DatasetVersionId(String namespace, String name, String version) {}

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
                schema == null ? List.of() : DatasetField.of(schema, NodeLabels.NONE),
                List.of(),
                run,
                schema == null ? Map.of() : Map.of("schema", schema));
    }
}
