package io.weir.ingest.deltasink;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Of files that DuckDB really writes. */
class DeltaStatisticsTest {

    private static final String NONE = "{\"numRecords\":%d,\"minValues\":{},\"maxValues\":{},\"nullCount\":{\"a\":%d}}";

    /** More than DuckDB puts into one group of rows. */
    private static final int SEVERAL_GROUPS = 250_000;

    @TempDir
    Path folder;

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    /** The statistics of a file of one column, {@code a}. */
    private String statistics(String values) throws SQLException {
        return statistics("select a from (values " + values + ") v(a)", Map.of());
    }

    private String statistics(String query, Map<String, String> properties) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace table rows as " + query);
            StructType columns = columns(statement);
            try (ResultSet count = statement.executeQuery("select count(*) from rows")) {
                count.next();
                NewRows rows = new NewRows(columns, "rows", count.getLong(1));
                return DataFile.write(connection, folder, rows, layout(columns, properties))
                        .statistics();
            }
        }
    }

    private static FileLayout layout(StructType columns, Map<String, String> properties) {
        DeltaTable table =
                new DeltaTable("t", "/t", 0, 0, 0, Map.of("configuration", properties), Map.of(), Map.of(), Map.of());
        return new FileLayout(
                ClusteringOrder.NONE, IndexedColumns.of(table, DeltaSchema.named(DeltaSchema.of(columns))));
    }

    private static StructType columns(Statement statement) throws SQLException {
        Map<String, ValueType> fields = new LinkedHashMap<>();
        try (ResultSet described = statement.executeQuery("describe rows")) {
            while (described.next()) {
                fields.put(described.getString(1), TypeNames.parse(described.getString(2)));
            }
        }
        return new StructType(fields);
    }

    private static String between(long rows, String least, String greatest, long nulls) {
        return "{\"numRecords\":%d,\"minValues\":{\"a\":%s},\"maxValues\":{\"a\":%s},\"nullCount\":{\"a\":%d}}"
                .formatted(rows, least, greatest, nulls);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "(7), (-3), (null)                                         | -3                         | 7                          | 1",
                "(date '0001-01-01'), (date '9999-12-31')                  | \"0001-01-01\"             | \"9999-12-31\"             | 0",
                "(1.50::decimal(18,2)), (-0.25), (0)                       | -0.25                      | 1.50                       | 0",
                "(12345678901234567890123456789.012345678::decimal(38,9))  | 12345678901234567890123456789.012345678 | 12345678901234567890123456789.012345678 | 0",
                "(0.0000000001::decimal(38,10)), (0)                       | 0.0000000000               | 0.0000000001               | 0",
                "(timestamp '2026-01-31 12:00:00')                         | \"2026-01-31T12:00:00.000\" | \"2026-01-31T12:00:00.000\" | 0",
                "(timestamp '2026-01-31 12:00:00.000001')                  | \"2026-01-31T12:00:00.000\" | \"2026-01-31T12:00:00.001\" | 0",
                "(timestamp '1969-12-31 23:59:59.999999')                  | \"1969-12-31T23:59:59.999\" | \"1970-01-01T00:00:00.000\" | 0",
                "(timestamptz '2026-01-31 12:00:00.5+02'), (null)          | \"2026-01-31T10:00:00.500Z\" | \"2026-01-31T10:00:00.500Z\" | 1",
            })
    void boundsAreThoseOfTheRows(String values, String least, String greatest, long nulls) throws SQLException {
        long rows = values.split("\\), \\(").length;

        assertThat(statistics(values)).isEqualTo(between(rows, least, greatest, nulls));
    }

    /** Whatever zone a session tells times in, points in time are the same. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/St_Johns", "Asia/Kathmandu"})
    void pointsInTimeAreInUniversalTime(String zone) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set TimeZone = '" + zone + "'");
        }

        assertThat(statistics("(timestamptz '1900-01-01 00:00:00.000001+00')"))
                .isEqualTo(between(1, "\"1900-01-01T00:00:00.000Z\"", "\"1900-01-01T00:00:00.001Z\"", 0));
    }

    /** A reader that looks for more than anything, or before Christ, must not pass the file over. */
    @Test
    void whatReadersCompareOtherwiseHasNoBounds() throws SQLException {
        assertThat(statistics("(1.0::double), ('nan'::double)")).isEqualTo(NONE.formatted(2, 0));
        assertThat(statistics("('infinity'::double), ('-infinity'::double)")).isEqualTo(NONE.formatted(2, 0));
        assertThat(statistics("(date 'infinity'), (date '-infinity')")).isEqualTo(NONE.formatted(2, 0));
        assertThat(statistics("(date '0044-03-15 (BC)'), (date '12000-01-01')")).isEqualTo(NONE.formatted(2, 0));
        assertThat(statistics("(timestamp 'infinity'), (timestamp '0044-03-15 (BC) 00:00:00')"))
                .isEqualTo(NONE.formatted(2, 0));
        assertThat(statistics("(null::date)")).isEqualTo(NONE.formatted(1, 1));
    }

    /** The last moment of the last year has no bound above it that can be written. */
    @Test
    void anUpperBoundThatCannotBeWrittenIsNone() throws SQLException {
        assertThat(statistics("(timestamp '9999-12-31 23:59:59.999999')"))
                .isEqualTo("{\"numRecords\":1,\"minValues\":{\"a\":\"9999-12-31T23:59:59.999\"},\"maxValues\":{},"
                        + "\"nullCount\":{\"a\":0}}");
    }

    private JsonNode json(String query) throws SQLException {
        return JsonMapper.shared().readTree(statistics(query, Map.of()));
    }

    /** DuckDB tells of NaN in the last group of rows only; readers take it for greater than any number. */
    @Test
    void aFileWithNotANumberAnywhereHasNoGreatestNumber() throws SQLException {
        JsonNode told = json("select case when i = 150000 then 'nan'::double else i / 4 end as d,"
                + " case when i = 10 then 'nan'::float else 2.5 end as f, {'x y': case when i = 0 then 'nan'::double else 1 end} as s,"
                + " i / 2 as sound, case when i = 7 then '-infinity'::double else i / 2 end as low from range("
                + SEVERAL_GROUPS + ") rows(i)");

        assertThat(told.get("minValues")).isEqualTo(JsonMapper.shared().readTree("{\"sound\":0.0}"));
        assertThat(told.get("maxValues"))
                .isEqualTo(JsonMapper.shared().readTree("{\"sound\":124999.5,\"low\":124999.5}"));
    }

    @Test
    void boundsAreThoseOfAllGroupsOfRows() throws SQLException {
        JsonNode told =
                json("select '1970-01-01'::date + (100000 - i::int) as d, ((100000 - i) * 0.01)::decimal(9, 2) as n,"
                        + " '1970-01-01'::timestamp + to_microseconds((100000 - i) * 1000001) as t from range("
                        + SEVERAL_GROUPS
                        + ") rows(i)");

        assertThat(told.get("minValues")).isEqualTo(JsonMapper.shared().readTree("""
                {"d": "1559-04-27", "n": -1499.99, "t": "1969-12-30T06:20:00.850"}"""));
        assertThat(told.get("maxValues")).isEqualTo(JsonMapper.shared().readTree("""
                {"d": "2243-10-17", "n": 1000.00, "t": "1970-01-02T03:46:40.100"}"""));
    }

    @Test
    void theFirstColumnsAreToldOfAndThoseInsideOfStructsAreCountedOneByOne() throws SQLException {
        String wide = "select {'a': 1, 'b': {'c': 2}, 'l': [1]} as s, "
                + IntStream.range(0, 40)
                        .mapToObj(column -> column + " as c" + column)
                        .collect(Collectors.joining(", "));
        JsonNode usual = json(wide).get("maxValues");

        assertThat(usual.get("s")).isEqualTo(JsonMapper.shared().readTree("{\"a\":1,\"b\":{\"c\":2}}"));
        assertThat(usual.propertyNames()).hasSize(1 + 32 - 3).contains("c28").doesNotContain("c29");
        String property = "delta.dataSkippingNumIndexedCols";
        assertThat(statistics(wide, Map.of(property, "1")))
                .endsWith("\"maxValues\":{\"s\":{\"a\":1}},\"nullCount\":{\"s\":{\"a\":0}}}");
        assertThat(statistics(wide, Map.of(property, "0")))
                .endsWith("\"minValues\":{},\"maxValues\":{},\"nullCount\":{}}");
        assertThat(statistics(wide, Map.of(property, "-1"))).contains("\"c39\":39");
        assertThat(statistics(wide, Map.of(property, "many")))
                .contains("\"c28\"")
                .doesNotContain("\"c29\"");
    }
}
