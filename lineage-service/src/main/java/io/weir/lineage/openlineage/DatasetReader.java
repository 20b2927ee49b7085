package io.weir.lineage.openlineage;

import io.weir.lineage.openlineage.DatasetMention.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the datasets of an event. */
final class DatasetReader {

    private static final Set<String> QUALITY = Set.of("dataQualityMetrics", "dataQualityAssertions");

    private DatasetReader() {}

    static List<DatasetMention> list(String field, JsonNode datasets, Role role, Warnings warnings) {
        List<DatasetMention> read = new ArrayList<>();
        for (JsonNode dataset : datasets) {
            Optional<EntityName> name = Names.find(dataset);
            if (name.isEmpty()) {
                warnings.add(field, "has an element without namespace and name");
                continue;
            }
            read.add(read(field, NodeName.dataset(DatasetNames.normal(name.get())), dataset, role, warnings));
        }
        return read;
    }

    static DatasetMention read(String field, NodeName name, JsonNode dataset, Role role, Warnings warnings) {
        JsonNode facets = dataset.path("facets");
        JsonNode useFacets = dataset.path(role == Role.OUTPUT ? "outputFacets" : "inputFacets");
        List<Facet> used = FacetReader.read(field + ".useFacets", useFacets, warnings);
        return new DatasetMention(
                name,
                role,
                version(facets.path("version").path("datasetVersion")),
                withQuality(FacetReader.read(field + ".facets", facets, warnings), used),
                used);
    }

    /** Measured by whoever uses a dataset, but true of the dataset; what is said of that itself comes first. */
    private static List<Facet> withQuality(List<Facet> own, List<Facet> used) {
        List<Facet> all = new ArrayList<>(own);
        used.stream()
                .filter(facet -> QUALITY.contains(facet.name()))
                .filter(facet -> own.stream().noneMatch(said -> said.name().equals(facet.name())))
                .forEach(all::add);
        return all;
    }

    private static @Nullable String version(JsonNode version) {
        return version.isValueNode() && !version.isNull() && Names.isStorable(version.asString())
                ? version.asString()
                : null;
    }
}
