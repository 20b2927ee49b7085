package io.weir.delta.skipping;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.action.FileStatistics;
import io.weir.delta.action.Metadata;
import io.weir.delta.json.DeltaJson;
import io.weir.delta.skipping.RandomTable.Column;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Random conditions over random rows: DuckDB says which files hold a row that the condition is true of, and no such file
 * may be left out.
 */
class NeverWrongTest {

    private static final int FILES = 60;
    private static final int PREDICATES = 800;

    @ParameterizedTest(name = "column mapping: {0}")
    @ValueSource(booleans = {false, true})
    void noFileWithAMatchingRowIsLeftOut(boolean mapped) throws SQLException {
        long seed = mapped ? 4242 : 17;
        Random random = new Random(seed);
        Metadata metadata = RandomTable.metadata(mapped);
        SkippingColumns columns = SkippingColumns.of(metadata);
        Slots slots = Slots.NONE.extendedBy(columns);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement duckdb = connection.createStatement()) {
            List<FileBounds> files = files(random, duckdb, new BoundsReader(slots, columns), mapped);
            RandomPredicates predicates = new RandomPredicates(random);
            int pruned = 0;
            for (int number = 0; number < PREDICATES; number++) {
                String predicate = predicates.next(2);
                FileFilter filter = FilterCompiler.compile(predicate, columns, slots);
                Set<Integer> kept = kept(filter, files);
                assertThat(kept)
                        .as("seed %d, predicate %d: %s", seed, number, predicate)
                        .containsAll(matching(duckdb, predicate));
                pruned += FILES - kept.size();
            }
            // It would be never wrong, too, to leave out nothing.
            assertThat(pruned).isGreaterThan(FILES * PREDICATES / 5);
        }
    }

    private static Set<Integer> kept(FileFilter filter, List<FileBounds> files) {
        Set<Integer> kept = new TreeSet<>();
        for (int file = 0; file < files.size(); file++) {
            if (filter.keeps(files.get(file))) {
                kept.add(file);
            }
        }
        return kept;
    }

    private static Set<Integer> matching(Statement duckdb, String predicate) throws SQLException {
        Set<Integer> found = new TreeSet<>();
        try (ResultSet rows = duckdb.executeQuery("select distinct file from r where " + predicate)) {
            while (rows.next()) {
                found.add(rows.getInt(1));
            }
        }
        return found;
    }

    private static List<FileBounds> files(Random random, Statement duckdb, BoundsReader reader, boolean mapped)
            throws SQLException {
        duckdb.execute("set TimeZone = 'UTC'");
        duckdb.execute(RandomTable.COLUMNS.stream()
                .map(column -> column.name() + " " + column.sqlType())
                .collect(Collectors.joining(
                        ", ", "create table r (file integer, ", ", st struct(x integer, y varchar))")));
        List<FileBounds> files = new ArrayList<>();
        for (int file = 0; file < FILES; file++) {
            fill(random, duckdb, file);
            Map<String, @Nullable String> partition = new HashMap<>();
            for (String name : RandomTable.PARTITIONS) {
                partition.put(RandomTable.physical(name, mapped), value(duckdb, "max(" + name + ")::varchar", file));
            }
            boolean told = random.nextInt(10) > 0;
            String stats = told ? statistics(random, duckdb, file, mapped) : null;
            files.add(reader.read(partition, FileStatistics.parse(stats, "stats")));
        }
        return files;
    }

    /** Few different values a file, so that files differ. */
    private static void fill(Random random, Statement duckdb, int file) throws SQLException {
        Map<String, List<@Nullable String>> choices = new HashMap<>();
        for (Column column : RandomTable.COLUMNS) {
            boolean one = RandomTable.PARTITIONS.contains(column.name());
            int oneNullIn = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1000;
            List<@Nullable String> values = new ArrayList<>();
            for (int choice = 0; choice < (one ? 1 : 1 + random.nextInt(3)); choice++) {
                values.add(RandomTable.orNull(random, oneNullIn, column.value().apply(random)));
            }
            choices.put(column.name(), values);
        }
        for (int row = 0; row < 5; row++) {
            String values = RandomTable.COLUMNS.stream()
                    .map(column -> choices.get(column.name()))
                    .map(some -> String.valueOf(some.get(random.nextInt(some.size()))))
                    .collect(Collectors.joining(", "));
            String nested = random.nextInt(4) == 0
                    ? "null"
                    : "{'x': " + (random.nextInt(4) == 0 ? "null" : file % 10) + ", 'y': 'n" + file % 3 + "'}";
            duckdb.execute("insert into r values (" + file + ", " + values + ", " + nested + ")");
        }
    }

    private static String statistics(Random random, Statement duckdb, int file, boolean mapped) throws SQLException {
        ObjectNode stats = DeltaJson.mapper().createObjectNode();
        stats.put("numRecords", 5);
        ObjectNode low = stats.putObject("minValues");
        ObjectNode high = stats.putObject("maxValues");
        ObjectNode nulls = stats.putObject("nullCount");
        // Some writers take their bounds from Parquet, which leaves a NaN out; others tell of it.
        boolean tellsNaN = random.nextBoolean();
        for (Column column : RandomTable.COLUMNS) {
            if (!RandomTable.PARTITIONS.contains(column.name())) {
                String name = RandomTable.physical(column.name(), mapped);
                bound(duckdb, file, column, "min", tellsNaN, name, low);
                bound(duckdb, file, column, "max", tellsNaN, name, high);
                nulls.put(name, count(duckdb, column.name() + " is null", file));
            }
        }
        String nested = RandomTable.physical("st", mapped);
        String inner = RandomTable.physical("x", mapped);
        put(low.putObject(nested), inner, value(duckdb, "min(st.x)::varchar", file));
        put(high.putObject(nested), inner, value(duckdb, "max(st.x)::varchar", file));
        // Without those that are null because their struct is.
        nulls.putObject(nested).put(inner, count(duckdb, "st is not null and st.x is null", file));
        return stats.toString();
    }

    private static void bound(
            Statement duckdb, int file, Column column, String bound, boolean tellsNaN, String name, ObjectNode to)
            throws SQLException {
        boolean floating = Numbers.isFloating(column.type());
        String filter = floating && !tellsNaN ? " filter (not isnan(" + column.name() + "))" : "";
        String value = value(duckdb, bound + "(" + column.name() + ")" + filter + "::varchar", file);
        if (value == null) {
            return;
        }
        switch (Domain.of(column.type())) {
            case NUMBER -> number(to, name, value);
            case TEXT -> to.put(name, bound.equals("min") ? cut(value) : cutHigh(value));
            case TIME ->
                to.put(
                        name,
                        column.name().equals("dt")
                                ? value
                                : milliseconds(value, column.name().equals("ts")));
            default -> to.put(name, Boolean.parseBoolean(value));
        }
    }

    private static void number(ObjectNode to, String name, String value) {
        switch (value) {
            case "nan" -> to.put(name, "NaN");
            case "inf" -> to.put(name, "Infinity");
            case "-inf" -> to.put(name, "-Infinity");
            default -> to.put(name, new BigDecimal(value));
        }
    }

    private static void put(ObjectNode to, String name, @Nullable String value) {
        if (value != null) {
            to.put(name, new BigDecimal(value));
        }
    }

    private static String cut(String text) {
        int points = text.codePointCount(0, text.length());
        return text.substring(0, text.offsetByCodePoints(0, Math.min(points, Texts.CUT)));
    }

    /** As Spark does it. */
    private static String cutHigh(String text) {
        String cut = cut(text);
        return cut.equals(text) ? text : cut + (text.codePointAt(cut.length()) > 0xFFFF ? "\uDBFF\uDFFF" : "\uFFFF");
    }

    /** {@code 1970-01-01 12:00:00.123456+00} as {@code 1970-01-01T12:00:00.123Z}. */
    private static String milliseconds(String value, boolean zoned) {
        String fraction = value.length() > 19 && value.charAt(19) == '.'
                ? (value.substring(20).replaceAll("[+].*", "") + "000").substring(0, 3)
                : "000";
        return value.substring(0, 10) + "T" + value.substring(11, 19) + "." + fraction + (zoned ? "Z" : "");
    }

    private static long count(Statement duckdb, String condition, int file) throws SQLException {
        return Long.parseLong(
                String.valueOf(value(duckdb, "count(*) filter (where " + condition + ")::varchar", file)));
    }

    private static @Nullable String value(Statement duckdb, String expression, int file) throws SQLException {
        try (ResultSet row = duckdb.executeQuery("select " + expression + " from r where file = " + file)) {
            row.next();
            return row.getString(1);
        }
    }
}
