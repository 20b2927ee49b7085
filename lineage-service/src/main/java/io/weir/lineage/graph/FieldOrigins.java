package io.weir.lineage.graph;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The columns that a column comes from, as the facet {@code columnLineage} states them, in Marquez' words.
 *
 * @param transformationType of all of them, which only older versions of the facet state
 */
public record FieldOrigins(
        String name,
        List<OriginField> inputFields,
        @Nullable String transformationDescription,
        @Nullable String transformationType) {

    /** A column that another comes from. */
    public record OriginField(
            @Nullable String namespace,
            @Nullable String dataset,
            @Nullable String field,
            @Nullable String transformationDescription,
            @Nullable String transformationType) {

        /** Of several transformations the first. */
        static OriginField of(JsonNode stated) {
            JsonNode how = stated.path("transformations").path(0);
            return new OriginField(
                    text(stated, "namespace"),
                    text(stated, "name"),
                    text(stated, "field"),
                    text(how, "description"),
                    text(how, "type"));
        }
    }

    /** The columns of a facet in its order; null where there is no facet. */
    static @Nullable List<FieldOrigins> of(JsonNode facet) {
        if (!facet.isObject()) {
            return null;
        }
        List<FieldOrigins> origins = new ArrayList<>();
        facet.path("fields")
                .properties()
                .forEach(field -> origins.add(new FieldOrigins(
                        field.getKey(),
                        field.getValue()
                                .path("inputFields")
                                .valueStream()
                                .map(OriginField::of)
                                .toList(),
                        text(field.getValue(), "transformationDescription"),
                        text(field.getValue(), "transformationType"))));
        return origins;
    }

    private static @Nullable String text(JsonNode object, String member) {
        JsonNode value = object.path(member);
        return value.isString() ? value.stringValue() : null;
    }
}
