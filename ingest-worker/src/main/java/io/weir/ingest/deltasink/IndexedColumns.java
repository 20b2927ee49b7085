package io.weir.ingest.deltasink;

import io.weir.ingest.decode.StructType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns that statistics of a table's files tell of: the first ones of its schema, those inside of structs counted one
 * by one, and those that it is partitioned by not at all, as Spark does; besides those that it is clustered by, whichever they
 * are.
 *
 * @param paths names from the outside in
 * @param clustered those of them that the table is clustered by: of these, statistics tell even where a file does not have them
 */
record IndexedColumns(Set<List<String>> paths, List<List<String>> clustered) {

    private static final String PROPERTY = "delta.dataSkippingNumIndexedCols";
    private static final int USUAL = 32;

    /**
     * Of a table.
     *
     * @param stored the columns that its files have, by their names in it
     */
    static IndexedColumns of(DeltaTable table, StructType stored) {
        List<List<String>> leaves = new ArrayList<>();
        collect(stored, List.of(), leaves);
        int most = most(table.metadata());
        Set<List<String>> paths = new HashSet<>(most < 0 ? leaves : leaves.subList(0, Math.min(most, leaves.size())));
        List<List<String>> clustered = TableClustering.of(table).columns();
        paths.addAll(clustered);
        return new IndexedColumns(paths, clustered);
    }

    private static void collect(StructType columns, List<String> outer, List<List<String>> leaves) {
        columns.fields().forEach((name, type) -> {
            List<String> path = within(outer, name);
            if (type instanceof StructType struct) {
                collect(struct, path, leaves);
            } else {
                leaves.add(path);
            }
        });
    }

    /** What is not a number is as good as not there: engines refuse to set it. */
    private static int most(Map<String, Object> metadata) {
        return metadata.get("configuration") instanceof Map<?, ?> configuration
                        && configuration.get(PROPERTY) instanceof String count
                        && count.matches("-?\\d{1,9}")
                ? Integer.parseInt(count)
                : USUAL;
    }

    static List<String> within(List<String> outer, String name) {
        List<String> path = new ArrayList<>(outer);
        path.add(name);
        return path;
    }
}
