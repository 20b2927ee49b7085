package io.weir.lineage.run;

import io.weir.lineage.openlineage.DatasetNames;
import io.weir.lineage.openlineage.EntityName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code inputs} and {@code outputs} of a run's metadata. An element is an address or a table's name, as text, or
 * an object with {@code namespace} and {@code name}, or with {@code uri} or {@code table_name}.
 */
final class RunMembers {

    private RunMembers() {}

    static List<Map<String, Object>> datasets(@Nullable Map<String, Object> metadata, String member) {
        List<Map<String, Object>> datasets = new ArrayList<>();
        if (metadata != null && metadata.get(member) instanceof List<?> listed) {
            for (Object element : listed) {
                EntityName name = name(element);
                if (name != null) {
                    datasets.add(Map.of("namespace", name.namespace(), "name", name.name()));
                }
            }
        }
        return datasets;
    }

    private static @Nullable EntityName name(@Nullable Object element) {
        if (element instanceof String address) {
            return DatasetNames.at(address);
        }
        if (!(element instanceof Map<?, ?> members)) {
            return null;
        }
        if (members.get("namespace") instanceof String namespace && members.get("name") instanceof String name) {
            return new EntityName(namespace, name);
        }
        for (String member : List.of("uri", "table_name", "name")) {
            if (members.get(member) instanceof String address) {
                return DatasetNames.at(address);
            }
        }
        return null;
    }
}
