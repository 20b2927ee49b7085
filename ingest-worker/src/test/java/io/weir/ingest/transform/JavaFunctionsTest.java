package io.weir.ingest.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.bytecode.JarContents;
import io.weir.ingest.bytecode.Jars;
import io.weir.ingest.bytecode.JavaMethod;
import io.weir.ingest.bytecode.LoadedJar;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Methods of a jar, called by DuckDB through transforms. */
class JavaFunctionsTest {

    private static final String SOURCE = """
            import java.math.*;
            import java.time.*;
            public class F {
                public static boolean truth(boolean v) { return !v; }
                public static int whole(int v) { return v + 1; }
                public static Long big(Long v) { return v + 1; }
                public static double half(double v) { return v / 2; }
                public static String text(String v) { return v.isEmpty() ? null : v + "!"; }
                public static BigDecimal money(BigDecimal v) { return v.divide(new BigDecimal(3), MathContext.DECIMAL64); }
                public static LocalDate next(LocalDate v) { return v.plusDays(1); }
                public static LocalDateTime later(LocalDateTime v) { return v.plusSeconds(1); }
                public static OffsetDateTime moment(OffsetDateTime v) { return v.plusSeconds(1); }
                public static int seven() { return 7; }
                public static int two(int a, int b) { return a - b; }
                public static String three(int a, String b, double c) { return a + b + c; }
                public static int failing(int v) { if (v % 10 == 3) throw new IllegalStateException("no " + v); return v; }
            }
            """;
    private static final Map<String, String> TYPES = new LinkedHashMap<>(
            Map.of("b", "BOOLEAN", "i", "INTEGER", "l", "BIGINT", "d", "DOUBLE", "s", "VARCHAR", "m", "DECIMAL(18,2)"));

    static {
        TYPES.putAll(Map.of("born", "DATE", "made", "TIMESTAMP", "moment", "TIMESTAMP WITH TIME ZONE"));
    }

    private static final String ROWS = """
            (select true as b, 1::integer as i, 2::bigint as l, 3.0::double as d, 'x' as s, 1.00::decimal(18,2) as m,
            date '2026-01-31' as born, timestamp '2026-01-31 10:00:00.123456' as made,
            timestamptz '2026-01-31 10:00:00.123456+02' as moment)""";

    @Test
    void valuesOfAllTypesGoThereAndBack() throws Exception {
        assertThat(one("truth(b)")).isEqualTo("false");
        assertThat(one("whole(i)")).isEqualTo("2");
        assertThat(one("big(l)")).isEqualTo("3");
        assertThat(one("big(i)")).as("an INTEGER is a BIGINT, too").isEqualTo("2");
        assertThat(one("half(d)")).isEqualTo("1.5");
        assertThat(one("text(s)")).isEqualTo("x!");
        assertThat(one("text('')")).isNull();
        assertThat(one("text(null)")).isNull();
        assertThat(one("money(m)")).isEqualTo("0.3333333333");
        assertThat(one("next(born)")).isEqualTo("2026-02-01");
        assertThat(one("later(made)")).isEqualTo("2026-01-31 10:00:01.123456");
        assertThat(one("moment(moment)::varchar")).isEqualTo("2026-01-31 08:00:01.123456+00");
        assertThat(one("seven()")).isEqualTo("7");
        assertThat(one("two(i, whole(whole(i)))")).isEqualTo("-2");
        assertThat(one("three(i, s, d)")).isEqualTo("1x3.0");
        assertThat(one("three(i, null, d)")).isNull();
    }

    @Test
    void whatIsNotCalledAsItIsMadeIsRefusedInTheWordsOfItsCallers() {
        assertThatThrownBy(() -> one("whole(s || 'a', 1)")).hasMessageContaining("calls whole in another way");
        assertThatThrownBy(() -> one("next(b)")).hasMessageContaining("'next(BOOLEAN)'");
        assertThatThrownBy(() -> one("weir_java_0123456789abcdef__other(i)")).hasMessageContaining("not allowed");
    }

    @Test
    void aNameThatWasWrittenForAViewMeansTheFunctionAsItIsNow() throws Exception {
        assertThat(one("weir_java_0123456789abcdef__whole(i)")).isEqualTo("2");
    }

    @Test
    void aRowThatItThrowsForIsTried() throws Exception {
        try (Connection connection = connection()) {
            Transform transform = transform("failing(i)", functions());
            String many =
                    "(select range::integer as i, * from range(20), " + ROWS.replace("1::integer as i, ", "") + ")";
            assertThatThrownBy(() -> value(connection, transform.select(many, List.of())))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Invalid Input Error")
                    .hasMessageContaining("no 3");
            String tried = transform.items().get(0).expression();
            assertThat(value(connection, "select count(*) from " + many + " where try(" + tried + ") is null"))
                    .isEqualTo("2");
        }
    }

    private static String one(String expression) throws Exception {
        try (Connection connection = connection()) {
            return value(connection, transform(expression, functions()).select(ROWS, List.of()));
        }
    }

    private static Transform transform(String expression, List<SqlFunction> functions) throws Exception {
        StructType input = new StructType(new LinkedHashMap<>());
        for (Map.Entry<String, String> column : TYPES.entrySet()) {
            input = input.evolve(new StructType(Map.of(column.getKey(), TypeNames.parse(column.getValue()))));
        }
        return Transform.of("select " + expression + " as result from input", input, functions);
    }

    private static List<SqlFunction> functions() throws Exception {
        return contents().methods().stream()
                .map(method -> SqlFunction.of(method.name(), parameters(method), binding(method)))
                .toList();
    }

    private static JavaBinding binding(JavaMethod method) {
        return new JavaBinding("source", "0a1b", method);
    }

    private static List<String> parameters(JavaMethod method) {
        return IntStream.range(0, method.parameters().size())
                .mapToObj(index -> "p" + index)
                .toList();
    }

    private static JarContents contents() throws Exception {
        return JarContents.of(Jars.of("F", SOURCE));
    }

    private static Connection connection() throws Exception {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        LoadedJar jar = new LoadedJar(contents());
        for (int times = 0; times < 2; times++) {
            for (JavaMethod method : contents().methods()) {
                JavaFunctions.register(connection, method.name(), binding(method), () -> jar.call(method)::with);
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("set TimeZone = 'UTC'");
        }
        return connection;
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
