package io.weir.lineage.graph;

import io.weir.lineage.label.NodeLabels;
import io.weir.lineage.openlineage.EventJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A column as the facet {@code schema} states it, with its tags.
 *
 * @param type as it is written; what is more than a name, as JSON
 */
public record DatasetField(
        String name,
        @Nullable String type,
        List<String> tags,
        @Nullable String description) {

    /** The columns of a schema in its order; none where it is none. */
    public static List<DatasetField> of(JsonNode schema, NodeLabels labels) {
        return schema.path("fields")
                .valueStream()
                .filter(field -> field.path("name").isString())
                .map(field -> of(field, field.path("name").stringValue(), labels))
                .toList();
    }

    private static DatasetField of(JsonNode field, String name, NodeLabels labels) {
        JsonNode type = field.path("type");
        JsonNode description = field.path("description");
        return new DatasetField(
                name,
                type.isMissingNode() || type.isNull()
                        ? null
                        : type.isString() ? type.stringValue() : EventJson.write(type),
                labels.of(name),
                description.isString() ? description.stringValue() : null);
    }
}
