package io.weir.metadata.planning.jdbc;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.action.AddFile;
import io.weir.delta.action.FileStatistics;
import io.weir.delta.action.Metadata;
import io.weir.delta.skipping.BoundsReader;
import io.weir.delta.skipping.FileBounds;
import io.weir.delta.skipping.FileFilter;
import io.weir.delta.skipping.FilterCompiler;
import io.weir.delta.skipping.SkippingColumns;
import io.weir.delta.skipping.Slots;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.zone.ZoneWorker;
import io.weir.metadata.zone.Zones;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What PostgreSQL keeps by a random condition is what its filter keeps, of which NeverWrongTest shows that it is never wrong:
 * however a file's bounds were written, with zones and without, at the head and before.
 */
class FiltersInPostgresTest {

    private static final int PREDICATES = 150;
    private static final long SEED = 20261125;
    private static final List<String> OPERATORS = List.of("=", "<>", "<", "<=", ">", ">=");

    /**
     * A column whose values are in the order of their numbers.
     *
     * @param value as statistics have it
     * @param literal as a condition has it
     */
    private record Column(String name, String type, IntFunction<Object> value, IntFunction<String> literal) {

        static Column plain(String name, String type, IntFunction<Object> value) {
            return new Column(name, type, value, number -> String.valueOf(value.apply(number)));
        }

        static Column quoted(String name, String type, String before, IntFunction<Object> value) {
            return new Column(name, type, value, number -> before + "'" + value.apply(number) + "'");
        }
    }

    private static final List<Column> COLUMNS = List.of(
            Column.plain("i", "integer", number -> number - 10),
            Column.plain("l", "long", number -> 9_007_199_254_740_985L + number),
            Column.plain("d", "double", number -> (number - 10) / 4.0),
            Column.plain("dec", "decimal(20,3)", number -> new BigDecimal(number + ".125")),
            Column.plain("b", "boolean", number -> number > 10),
            Column.quoted("s", "string", "", number -> "s" + (char) ('a' + number)),
            Column.quoted("dt", "date", "DATE ", number -> day(number).toString()),
            Column.quoted("ts", "timestamp", "TIMESTAMP ", number -> day(number) + "T01:02:03.004Z"),
            Column.quoted("tn", "timestamp_ntz", "TIMESTAMP ", number -> day(number) + "T01:02:03.004"));

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    private final Random random = new Random(SEED);

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder, "--weir.metadata.mirror.workers=0");
        // No zones are made but by this test.
        server.bean(ZoneWorker.class).stop();
    }

    private static LocalDate day(int number) {
        return LocalDate.of(1969, 12, 22).plusDays(number);
    }

    private static Map<String, Object> field(String name, Object type) {
        return Map.of("name", name, "type", type, "nullable", true, "metadata", Map.of());
    }

    private static void create() {
        List<Object> fields = new ArrayList<>();
        COLUMNS.forEach(column -> fields.add(field(column.name(), column.type())));
        fields.add(field("st", Map.of("type", "struct", "fields", List.of(field("x", "integer")))));
        fields.add(field("part", "string"));
        fields.add(field("pday", "date"));
        Map<String, Object> table = Requests.table("filtered");
        table.put("schema", Map.of("type", "struct", "fields", fields));
        table.put("partitionColumns", List.of("part", "pday"));
        server.post("/api/v1/tables", table).expect(201);
    }

    private static void post(Stream<? extends Map<?, ?>> actions) {
        server.post("/api/v1/tables/filtered/commits", Requests.commit(actions.toArray(Map<?, ?>[]::new)))
                .expect(200);
    }

    private Stream<Map<String, Object>> files(int from, int end) {
        return IntStream.range(from, end).mapToObj(this::file);
    }

    private Map<String, Object> file(int number) {
        Map<String, Object> partition = new HashMap<>();
        partition.put("part", random.nextInt(6) == 0 ? null : String.valueOf((char) ('a' + random.nextInt(3))));
        partition.put(
                "pday", random.nextInt(6) == 0 ? null : day(random.nextInt(20)).toString());
        Map<Object, Object> add =
                new LinkedHashMap<>((Map<?, ?>) Requests.add("f" + number, 10).get("add"));
        add.put("partitionValues", partition);
        add.put("stats", random.nextInt(12) == 0 ? null : statistics());
        return Map.of("add", add);
    }

    /** Of some columns nothing is told, of some only the nulls, of some that there is nothing else. */
    private String statistics() {
        Map<String, Object> lows = new LinkedHashMap<>();
        Map<String, Object> highs = new LinkedHashMap<>();
        Map<String, Object> nulls = new LinkedHashMap<>();
        for (Column column : COLUMNS) {
            int low = random.nextInt(20);
            int high = low + random.nextInt(Math.min(6, 21 - low));
            int told = random.nextInt(8);
            if (told > 1) {
                lows.put(column.name(), column.value().apply(low));
                highs.put(column.name(), column.value().apply(high));
            }
            if (told > 0) {
                nulls.put(column.name(), told == 1 ? 10 : random.nextInt(2) * random.nextInt(10));
            }
        }
        int x = random.nextInt(20);
        lows.put("st", Map.of("x", x));
        highs.put("st", Map.of("x", x + random.nextInt(4)));
        return MetadataServer.JSON.writeValueAsString(
                Map.of("numRecords", 10, "minValues", lows, "maxValues", highs, "nullCount", nulls));
    }

    private String predicate(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return leaf();
        }
        return switch (random.nextInt(4)) {
            case 0 -> "NOT (" + predicate(depth - 1) + ")";
            case 1 -> "(" + predicate(depth - 1) + " OR " + predicate(depth - 1) + ")";
            default -> "(" + predicate(depth - 1) + " AND " + predicate(depth - 1) + ")";
        };
    }

    private String leaf() {
        Column column = COLUMNS.get(random.nextInt(COLUMNS.size()));
        String not = random.nextBoolean() ? "NOT " : "";
        return switch (random.nextInt(9)) {
            case 0 -> column.name() + " IS " + not + "NULL";
            case 1 ->
                column.name() + " " + not + "IN ("
                        + IntStream.range(0, 1 + random.nextInt(3))
                                .mapToObj(each -> literal(column))
                                .collect(joining(", "))
                        + ")";
            case 2 -> column.name() + " " + not + "BETWEEN " + literal(column) + " AND " + literal(column);
            case 3 -> "s " + not + "LIKE 's" + (char) ('a' + random.nextInt(20)) + "%'";
            case 4 -> "st.x " + operator() + " " + random.nextInt(22);
            case 5 -> "part " + operator() + " '" + (char) ('a' + random.nextInt(3)) + "'";
            case 6 -> "pday " + operator() + " DATE '" + day(random.nextInt(20)) + "'";
            case 7 -> (random.nextBoolean() ? "part" : "pday") + " IS " + not + "NULL";
            default -> column.name() + " " + operator() + " " + literal(column);
        };
    }

    private String literal(Column column) {
        return column.literal().apply(random.nextInt(21));
    }

    private String operator() {
        return OPERATORS.get(random.nextInt(OPERATORS.size()));
    }

    @Test
    void whatItsFilterKeepsIsWhatPostgresKeeps() {
        create();
        // Copied; a few together with others by arrays; and by arrays alone.
        post(files(0, 550));
        for (int version = 0; version < 4; version++) {
            post(files(550 + version * 40, 590 + version * 40));
        }
        post(Stream.concat(
                files(710, 770), IntStream.range(0, 90).mapToObj(number -> Requests.remove("f" + 7 * number))));
        Map<Long, Map<String, FileBounds>> bounds = new TreeMap<>();
        for (long version : new long[] {1, 3, 6}) {
            bounds.put(version, bounds(version));
        }
        List<String> predicates =
                IntStream.range(0, PREDICATES).mapToObj(number -> predicate(2)).toList();

        check(predicates, bounds);
        assertThat(server.bean(Zones.class).extend("filtered")).isPositive();
        check(predicates, bounds);
    }

    private static void check(List<String> predicates, Map<Long, Map<String, FileBounds>> bounds) {
        SkippingColumns columns = SkippingColumns.of(metadata());
        Slots slots = slots();
        long left = 0;
        for (String predicate : predicates) {
            FileFilter filter = FilterCompiler.compile(predicate, columns, slots);
            for (Map.Entry<Long, Map<String, FileBounds>> version : bounds.entrySet()) {
                TreeSet<String> kept = version.getValue().entrySet().stream()
                        .filter(file -> filter.keeps(file.getValue()))
                        .map(Map.Entry::getKey)
                        .collect(toCollection(TreeSet::new));
                assertThat(planned(predicate, version.getKey()))
                        .as("seed %d at version %d: %s", SEED, version.getKey(), predicate)
                        .isEqualTo(kept);
                left += version.getValue().size() - kept.size();
            }
        }
        // Where nothing is left out, nothing is shown.
        assertThat(left).isGreaterThan(predicates.size() * 300L);
    }

    private static TreeSet<String> planned(String predicate, long version) {
        String filter = URLEncoder.encode(predicate, StandardCharsets.UTF_8);
        return lines("?filter=" + filter + "&version=" + version)
                .map(AddFile::path)
                .collect(toCollection(TreeSet::new));
    }

    private static Map<String, FileBounds> bounds(long version) {
        BoundsReader reader = new BoundsReader(slots(), SkippingColumns.of(metadata()));
        Map<String, FileBounds> bounds = new TreeMap<>();
        lines("?version=" + version)
                .forEach(add -> bounds.put(
                        add.path(), reader.read(add.partitionValues(), FileStatistics.parse(add.stats(), "stats"))));
        return bounds;
    }

    private static Stream<AddFile> lines(String query) {
        return server.get("/api/v1/tables/filtered/files" + query, "Accept", "application/x-ndjson")
                .expect(200)
                .text()
                .lines()
                .map(line -> (AddFile) ActionText.read(AddFile.KEY, line));
    }

    private static Metadata metadata() {
        return ActionText.metadata(column("metadata"));
    }

    private static Slots slots() {
        return Slots.parse(column("bound_slots"));
    }

    private static String column(String name) {
        return server.bean(JdbcClient.class)
                .sql("select " + name + " from delta_table where name = 'filtered'")
                .query(String.class)
                .single();
    }
}
