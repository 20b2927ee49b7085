package io.weir.lineage.openlineage;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads an object of facets. {@code null} is taken as "not sent", {@code _deleted: true} as a deletion. */
final class FacetReader {

    private FacetReader() {}

    static List<Facet> read(String field, JsonNode facets, Warnings warnings) {
        List<Facet> read = new ArrayList<>();
        if (facets.isObject()) {
            facets.properties().forEach(facet -> {
                if (!facet.getValue().isNull() && Names.isStorable(facet.getKey())) {
                    boolean deleted = facet.getValue().path("_deleted").booleanValue(false);
                    read.add(new Facet(facet.getKey(), deleted ? null : EventJson.write(facet.getValue())));
                }
            });
        } else if (!facets.isMissingNode() && !facets.isNull()) {
            warnings.add(field, "is no object");
        }
        return read;
    }
}
