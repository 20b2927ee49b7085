package io.weir.lineage.openlineage;

import io.weir.lineage.openlineage.ColumnLink.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Collects what the facets {@code columnLineage} and {@code lineage} say about columns. */
final class ColumnLinkReader {

    private static final String COLUMNS = "columnLineage";
    private static final String LINEAGE = "lineage";
    private static final String WHOLE = "";
    private static final int MAXIMUM_LINKS = 20_000;

    private final Warnings warnings;
    private final Map<List<Object>, ColumnLink> found = new LinkedHashMap<>();

    ColumnLinkReader(Warnings warnings) {
        this.warnings = warnings;
    }

    List<ColumnLink> found() {
        return List.copyOf(found.values());
    }

    void ofDataset(JsonNode dataset) {
        JsonNode facets = dataset.path("facets");
        if (!facets.has(COLUMNS) && !facets.has(LINEAGE)) {
            return;
        }
        Names.find(dataset).map(DatasetNames::normal).map(NodeName::dataset).ifPresent(node -> {
            JsonNode columns = facets.path(COLUMNS);
            columns.path("fields")
                    .properties()
                    .forEach(field -> inputs(
                            field.getValue().path("inputFields"),
                            node,
                            field.getKey(),
                            COLUMNS,
                            old(field.getValue())));
            inputs(columns.path("dataset"), node, WHOLE, COLUMNS, null);
            JsonNode lineage = facets.path(LINEAGE);
            lineage.path("fields")
                    .properties()
                    .forEach(field -> inputs(field.getValue().path("inputs"), node, field.getKey(), LINEAGE, null));
            inputs(lineage.path("inputs"), node, WHOLE, LINEAGE, null);
        });
    }

    private void inputs(JsonNode inputs, NodeName dataset, String field, String facet, @Nullable String otherwise) {
        for (JsonNode input : inputs) {
            String name = EventJson.text(input, "field");
            if (name == null) {
                continue;
            }
            Names.find(input).map(DatasetNames::normal).map(NodeName::dataset).ifPresent(origin -> {
                JsonNode how = input.path("transformations");
                String transformations = how.isArray() && !how.isEmpty() ? EventJson.write(how) : otherwise;
                add(new ColumnLink(new Field(origin, name), new Field(dataset, field), facet, transformations));
            });
        }
    }

    /** Before version 1-1-0 the transformation was the field's, for all that it comes from. */
    private static @Nullable String old(JsonNode field) {
        String type = EventJson.text(field, "transformationType");
        String description = EventJson.text(field, "transformationDescription");
        if (type == null && description == null) {
            return null;
        }
        Map<String, Object> transformation = new LinkedHashMap<>();
        transformation.put("type", "DIRECT");
        transformation.put("subtype", type == null ? "TRANSFORMATION" : type);
        if (description != null) {
            transformation.put("description", description);
        }
        return EventJson.write(EventJson.tree(List.of(transformation)));
    }

    private void add(ColumnLink link) {
        boolean itself = link.origin().equals(link.destination());
        boolean storable = Names.isStorable(link.origin().name())
                && Names.isStorable(link.destination().name());
        if (itself || !storable) {
            return;
        }
        if (found.size() == MAXIMUM_LINKS) {
            warnings.add(link.facet(), "names more columns than are followed");
            return;
        }
        found.put(List.of(link.origin(), link.destination(), link.facet()), link);
    }
}
