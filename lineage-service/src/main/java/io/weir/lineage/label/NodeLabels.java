package io.weir.lineage.label;

import java.util.List;
import java.util.Map;

/**
 * The labels of one job or dataset, each list by name.
 *
 * @param tags of itself
 * @param fieldTags of its columns, by the column's name
 */
public record NodeLabels(List<String> tags, Map<String, List<String>> fieldTags, List<NodeOwner> owners) {

    /** Of what has none. */
    public static final NodeLabels NONE = new NodeLabels(List.of(), Map.of(), List.of());

    /** The tags of a column. */
    public List<String> of(String field) {
        return fieldTags.getOrDefault(field, List.of());
    }
}
