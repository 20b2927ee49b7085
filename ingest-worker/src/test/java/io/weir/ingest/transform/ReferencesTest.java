package io.weir.ingest.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What records find in a table of the warehouse, in the types that are asked for. */
class ReferencesTest {

    /** What a record finds in a column of a value. */
    private String found(String value, String type) throws SQLException {
        Reference reference = new Reference(
                "found", null, "known", Map.of("id", "n"), (StructType) TypeNames.parse("STRUCT(value " + type + ")"));
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                References references = new References(duck, List.of(reference), NoForeignTables::open)) {
            statement.execute("set TimeZone = 'UTC'");
            statement.execute("create table known as select 1 as id, " + value + " as value");
            statement.execute("create temp table records as select 1 as n");
            assertThat(references.obstacle(reference)).isEmpty();
            try (ResultSet rows =
                    statement.executeQuery("select found.value::varchar from " + references.join("records"))) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'2026-01-31 often' | DATE",
                "'2026-01-31 10:00:00' | DATE",
                "timestamp '2026-01-31 10:00:00' | DATE",
                "'10:00 PM' | TIME",
                "'2026-01-31T10:00:00+02:00' | TIMESTAMP",
                "'1.239' | DECIMAL(9,2)",
                "1.239 | DECIMAL(9,2)",
                "0.1::double + 0.2::double | DECIMAL(9,2)",
                "'1.5' | INTEGER",
                "1.5::double | INTEGER",
                "'1.5' | BIGINT",
                "'x' | BIGINT",
                "null::varchar | DATE"
            })
    void aValueThatSaysMoreThanItsTypeHoldsIsNull(String value, String type) throws SQLException {
        assertThat(found(value, type)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'2026-01-31' | DATE | 2026-01-31",
                "'2026-01-31T00:00:00Z' | DATE | 2026-01-31",
                "date '2026-01-31' | DATE | 2026-01-31",
                "timestamptz '2026-01-31 10:00:00Z' | TIMESTAMP | 2026-01-31 10:00:00",
                "'2026-01-31T10:00:00Z' | TIMESTAMP | 2026-01-31 10:00:00",
                "'1.2300' | DECIMAL(9,2) | 1.23",
                "0.1::float | DECIMAL(9,2) | 0.10",
                "'12e-1' | DECIMAL(9,2) | 1.20",
                "'9007199254740993' | BIGINT | 9007199254740993",
                "9007199254740993 | BIGINT | 9007199254740993",
                "' 2.0 ' | INTEGER | 2",
                "true | BIGINT | 1",
                "'1.5' | DOUBLE | 1.5",
                "'x' | VARCHAR | x"
            })
    void aValueThatFitsIsThere(String value, String type, String expected) throws SQLException {
        assertThat(found(value, type)).isEqualTo(expected);
    }

    /** A part that does not fit is null, and its neighbours are there. */
    @Test
    void partsOfAValueAreLookedAtOneByOne() throws SQLException {
        assertThat(found("['1.239', '1.2', null, 'x']", "DECIMAL(9,2)[]")).isEqualTo("[NULL, 1.20, NULL, NULL]");
    }

    @Test
    void fieldsOfAValueAreLookedAtOneByOne() throws SQLException {
        assertThat(found(
                        "{'day': '2026-01-31 often', 'rates': {'a': '1.239', 'b': '1.23'}, 'x': 1.5}",
                        "STRUCT(day DATE, rates STRUCT(a DECIMAL(9,2), b DECIMAL(9,2)), x DOUBLE)"))
                .isEqualTo("{'day': NULL, 'rates': {'a': NULL, 'b': 1.23}, 'x': 1.5}");
    }

    @Test
    void valuesOfAMapAreLookedAtOneByOne() throws SQLException {
        assertThat(found("map {'a': '1.239', 'b': '1.23'}", "MAP(VARCHAR, DECIMAL(9,2))"))
                .isEqualTo("{a=NULL, b=1.23}");
    }

    @Test
    void aStructThatIsNullIsNull() throws SQLException {
        assertThat(found("null::struct(a varchar)", "STRUCT(a DATE)")).isNull();
    }
}
