package io.weir.delta.checkpoint;

import io.weir.delta.action.Metadata;
import io.weir.delta.schema.StructField;
import io.weir.delta.schema.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The columns that statistics of a table's files tell of: those that {@code delta.dataSkippingStatsColumns} names, with all that is
 * inside of them, or else the first {@code delta.dataSkippingNumIndexedCols}, 32 by default, those inside of structs counted one by one.
 * Columns that the table is partitioned by have none and do not count.
 *
 * @param paths names from the outside in
 */
record StatisticsColumns(Set<List<String>> paths) {

    private static final String NAMED = "delta.dataSkippingStatsColumns";
    private static final String COUNTED = "delta.dataSkippingNumIndexedCols";
    private static final int USUAL = 32;

    static StatisticsColumns of(Metadata metadata) {
        List<List<String>> leaves = new ArrayList<>();
        for (StructField field : metadata.schema().fields()) {
            if (!metadata.partitionColumns().contains(field.name())) {
                collect(field, List.of(), leaves);
            }
        }
        String named = metadata.configuration().get(NAMED);
        if (named != null) {
            leaves.removeIf(isIn(named).negate());
            return new StatisticsColumns(new HashSet<>(leaves));
        }
        int most = most(metadata.configuration());
        return new StatisticsColumns(
                new HashSet<>(most < 0 ? leaves : leaves.subList(0, Math.min(most, leaves.size()))));
    }

    boolean tellOf(List<String> path) {
        return paths.contains(path);
    }

    private static void collect(StructField field, List<String> outer, List<List<String>> leaves) {
        List<String> path = within(outer, field.name());
        if (field.type() instanceof StructType struct) {
            struct.fields().forEach(inner -> collect(inner, path, leaves));
        } else {
            leaves.add(path);
        }
    }

    static List<String> within(List<String> outer, String name) {
        List<String> path = new ArrayList<>(outer);
        path.add(name);
        return path;
    }

    /** Names may be quoted; upper case does not matter. */
    private static Predicate<List<String>> isIn(String named) {
        List<String> wanted = Arrays.stream(named.split(","))
                .map(name -> name.strip().replace("`", "") + ".")
                .toList();
        return path -> wanted.stream()
                .anyMatch(name -> (String.join(".", path) + ".").regionMatches(true, 0, name, 0, name.length()));
    }

    /** What is not a number is as good as not there: engines refuse to set it. */
    private static int most(Map<String, String> configuration) {
        String count = configuration.getOrDefault(COUNTED, "");
        return count.matches("-?\\d{1,9}") ? Integer.parseInt(count) : USUAL;
    }
}
