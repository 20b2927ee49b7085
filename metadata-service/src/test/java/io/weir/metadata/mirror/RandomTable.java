package io.weir.metadata.mirror;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A table of any kind, and commits to it that are valid and rare: odd characters in paths and values of partitions, deletion vectors,
 * values at the ends of their types, statistics of all sorts and none, columns that are renamed.
 */
final class RandomTable {

    private static final List<String> ODD = List.of(
            "plain",
            "a b",
            "a/b",
            "k=v",
            "50%",
            "%25",
            "ä",
            "日本",
            "😀",
            "\"quoted\"",
            "it's",
            "back\\slash",
            "line\nbreak",
            "tab\tin",
            "",
            " ",
            "null",
            "__HIVE_DEFAULT_PARTITION__",
            "#?&;:,",
            "<xml/>",
            "{\"a\":1}",
            "\u007f",
            "é");

    /** By type: values as statistics and partitions have them, from the least to the greatest. */
    private static final Map<String, List<String>> ENDS = Map.of(
            "long", List.of("-9223372036854775808", "-1", "0", "9007199254740993", "9223372036854775807"),
            "double", List.of("-1.7976931348623157E308", "-0.0", "4.9E-324", "1.5", "1.7976931348623157E308"),
            "float", List.of("-3.4028235E38", "0.0", "1.4E-45", "3.4028235E38"),
            "decimal(38,10)",
                    List.of(
                            "-9999999999999999999999999999.9999999999",
                            "0.0000000001",
                            "1.1000000000",
                            "9999999999999999999999999999.9999999999"),
            "date", List.of("0001-01-01", "1582-10-10", "1970-01-01", "9999-12-31"),
            "timestamp",
                    List.of(
                            "0001-01-01T00:00:00.000Z",
                            "1969-12-31T23:59:59.999Z",
                            "2026-10-25T02:30:00.000+02:00",
                            "9999-12-31T23:59:59.999Z"),
            "string", ODD,
            "boolean", List.of("false", "true"));

    private static final List<String> TYPES = ENDS.keySet().stream().sorted().toList();
    private static final List<String> UNQUOTED = List.of("long", "double", "float", "decimal(38,10)", "boolean");
    private static final List<String> VECTORS = List.of("ab^-aqEH.-t@S}K{vb[*k^", "folder%20x/ab^-aqEH.-t@S}K{vb[*k^");

    private final Random random;
    private final String name;
    private final boolean isMapped;
    private final boolean hasVectors;
    private final boolean tracksRows;
    private final List<Column> columns = new ArrayList<>();
    private final Map<String, Map<String, Object>> live = new LinkedHashMap<>();
    private final List<String> gone = new ArrayList<>();
    private int named;

    private record Column(String name, String physicalName, String type, int id, boolean isPartition) {}

    RandomTable(String name, long seed) {
        this.name = name;
        this.random = new Random(seed);
        this.isMapped = random.nextBoolean();
        this.hasVectors = random.nextBoolean();
        this.tracksRows = random.nextInt(3) == 0;
        int partitions = random.nextInt(3);
        for (int number = 1; number <= 6; number++) {
            columns.add(column("c" + number, number, number <= partitions));
        }
    }

    private Column column(String called, int id, boolean isPartition) {
        String physical = isMapped ? "col-" + id + " ä" : called;
        return new Column(called, physical, pick(TYPES), id, isPartition);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    Map<String, Object> creation() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("delta.checkpointInterval", Integer.toString(2 + random.nextInt(3)));
        properties.put("delta.checkpointPolicy", random.nextBoolean() ? "v2" : "classic");
        properties.put("delta.enableDeletionVectors", Boolean.toString(hasVectors));
        properties.put("delta.enableRowTracking", Boolean.toString(tracksRows));
        properties.put("odd." + pick(ODD).replace("\n", "") + "x", pick(ODD));
        if (isMapped) {
            properties.put("delta.columnMapping.mode", "name");
            properties.put("delta.columnMapping.maxColumnId", "6");
        }
        Map<String, Object> table = Requests.table(name, properties);
        table.put("schema", MetadataServer.JSON.readTree(schema()));
        table.put(
                "partitionColumns",
                columns.stream().filter(Column::isPartition).map(Column::name).toList());
        return table;
    }

    private String schema() {
        List<Map<String, Object>> fields = new ArrayList<>();
        for (Column column : columns) {
            Map<String, Object> metadata = isMapped
                    ? Map.of(
                            "delta.columnMapping.id",
                            column.id(),
                            "delta.columnMapping.physicalName",
                            column.physicalName())
                    : Map.of("comment", pick(ODD));
            fields.add(Map.of("name", column.name(), "type", column.type(), "nullable", true, "metadata", metadata));
        }
        return MetadataServer.JSON.writeValueAsString(Map.of("type", "struct", "fields", fields));
    }

    /** The next commit, which nobody else's comes before. */
    Map<String, Object> next(long readVersion, Map<String, Object> metadata) {
        List<Map<?, ?>> actions = new ArrayList<>();
        List<String> before = new ArrayList<>(live.keySet());
        for (String path : before) {
            int chance = random.nextInt(6);
            if (chance == 0) {
                actions.add(remove(path));
                live.remove(path);
                gone.add(path);
            } else if (chance == 1 && hasVectors) {
                actions.add(remove(path));
                actions.add(add(path, true));
            }
        }
        for (int count = random.nextInt(4); count > 0; count--) {
            boolean isBack = !gone.isEmpty() && random.nextInt(3) == 0;
            String path = isBack ? gone.remove(random.nextInt(gone.size())) : path();
            if (!before.contains(path)) {
                actions.add(add(path, hasVectors && random.nextInt(4) == 0));
            }
        }
        if (random.nextInt(3) == 0) {
            actions.add(Requests.txn("app " + pick(ODD), random.nextLong()));
        }
        if (isMapped && random.nextInt(5) == 0) {
            actions.add(changed(metadata));
        }
        if (actions.isEmpty()) {
            actions.add(Requests.txn("app", random.nextLong()));
        }
        Map<String, Object> commit = Requests.commit(actions.toArray(Map<?, ?>[]::new));
        commit.put("readVersion", readVersion);
        return commit;
    }

    private Map<String, Object> changed(Map<String, Object> metadata) {
        int index = random.nextInt(columns.size());
        Column column = columns.get(index);
        if (!column.isPartition()) {
            columns.set(
                    index,
                    new Column(
                            "renamed " + pick(List.of("ä", "日本", "x.y", "%", "'")) + named++,
                            column.physicalName(),
                            column.type(),
                            column.id(),
                            false));
        }
        Map<String, Object> after = new LinkedHashMap<>(metadata);
        after.put("schemaString", schema());
        return Map.of("metaData", after);
    }

    private String path() {
        String odd = pick(ODD).replace("..", "");
        String encoded = URLEncoder.encode(odd, StandardCharsets.UTF_8).replace("+", "%20");
        return "d=" + encoded + "/part-" + named++ + ".parquet";
    }

    private Map<String, Object> remove(String path) {
        Map<String, Object> file = new LinkedHashMap<>();
        Map<String, Object> added = live.get(path);
        file.put("path", path);
        file.put("deletionTimestamp", System.currentTimeMillis());
        file.put("dataChange", true);
        if (random.nextBoolean()) {
            file.put("extendedFileMetadata", true);
            file.put("partitionValues", added.get("partitionValues"));
            file.put("size", added.get("size"));
        }
        if (added.get("deletionVector") != null) {
            file.put("deletionVector", added.get("deletionVector"));
        }
        return Map.of("remove", file);
    }

    private Map<String, Object> add(String path, boolean isMarked) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("path", path);
        file.put("partitionValues", partition(path));
        file.put("size", random.nextLong(1L << 40));
        file.put("modificationTime", random.nextBoolean() ? 0 : 253_402_300_799_999L);
        file.put("dataChange", true);
        if (isMarked) {
            file.put("deletionVector", vector(!live.containsKey(path)));
        }
        String stats = stats(path, isMarked);
        if (stats != null) {
            file.put("stats", stats);
        }
        if (random.nextInt(4) == 0) {
            file.put("tags", Map.of(pick(ODD) + "k", pick(ODD)));
        }
        live.put(path, file);
        return Map.of("add", file);
    }

    /** As it was, of a file that is there or was. */
    private Object partition(String path) {
        Map<String, Object> before = live.get(path);
        if (before != null) {
            return before.get("partitionValues");
        }
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (Column column : columns) {
            if (column.isPartition()) {
                values.put(column.physicalName(), random.nextInt(5) == 0 ? null : pick(ENDS.get(column.type())));
            }
        }
        return values;
    }

    /** @param isFirst whether the file may have any; otherwise it is one that no file has had */
    private Map<String, Object> vector(boolean isFirst) {
        Map<String, Object> vector = new LinkedHashMap<>();
        boolean isInline = isFirst && random.nextInt(3) == 0;
        vector.put("storageType", isInline ? "i" : "u");
        vector.put("pathOrInlineDv", isInline ? "wi5b=000010000siXQKl0rr91000f55c8Xg0@@D72lkbi5=-{L" : pick(VECTORS));
        if (!isInline) {
            vector.put("offset", 1 + named++);
        }
        vector.put("sizeInBytes", 40);
        vector.put("cardinality", 6);
        return vector;
    }

    private @Nullable String stats(String path, boolean isMarked) {
        int kind = random.nextInt(5);
        if (kind == 0 && !isMarked && !tracksRows) {
            return random.nextBoolean() ? null : "";
        }
        String text = "{\"numRecords\":" + (6 + path.hashCode() % 1000 + 1000);
        if (kind > 1) {
            text += ",\"minValues\":{" + values(false) + "},\"maxValues\":{" + values(true) + "},\"nullCount\":{"
                    + nulls() + "}";
        }
        return text + (isMarked ? ",\"tightBounds\":false}" : "}");
    }

    private String values(boolean isMost) {
        List<String> values = new ArrayList<>();
        for (Column column : columns) {
            if (!column.isPartition() && random.nextInt(4) > 0) {
                List<String> ends = ENDS.get(column.type());
                int half = ends.size() / 2;
                String value = ends.get(isMost ? half + random.nextInt(ends.size() - half) : random.nextInt(half));
                boolean isNumber = UNQUOTED.contains(column.type());
                boolean isFloating =
                        column.type().equals("double") || column.type().equals("float");
                String written = isFloating && random.nextInt(4) == 0
                        ? "\"" + pick(List.of("NaN", "Infinity", "-Infinity")) + "\""
                        : isNumber ? value : MetadataServer.JSON.writeValueAsString(value);
                values.add(quoted(column) + ":" + (random.nextInt(8) == 0 ? "null" : written));
            }
        }
        return String.join(",", values);
    }

    private String nulls() {
        return String.join(
                ",",
                columns.stream()
                        .filter(column -> !column.isPartition())
                        .map(column -> quoted(column) + ":" + random.nextInt(6))
                        .toList());
    }

    private static String quoted(Column column) {
        return MetadataServer.JSON.writeValueAsString(column.physicalName());
    }
}
