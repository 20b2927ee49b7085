package io.weir.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of JSON with more digits than a DOUBLE keeps, of which a column of decimals has all. */
class LongDecimalsTest extends DecodedValuesTest {

    private static final String LONG = "12345678901234567890.12";

    @Test
    void everyDigitArrives() throws SQLException {
        json(
                "STRUCT(n DECIMAL(38,10), other DOUBLE, note VARCHAR)",
                "{\"n\":" + LONG + "}",
                "{\"n\":-1234567890123456.78,\"other\":0.30000000000000004}",
                "{ \"n\" : 100.0000000001 , \"note\":\"n: 12345678901234567890.12, \\\"n\\\": 1.2345678901234567\"}",
                "{\"n\":1.2345678901234567e10}",
                "{\"n\":\"" + LONG + "\"}",
                "{\"\\u006e\":1234567890123456.7801}",
                "{\"n\":1e3}");

        assertThat(reasons()).isEmpty();
        assertThat(rows("n, other"))
                .containsExactly(
                        "-1234567890123456.7800000000|0.30000000000000004",
                        "100.0000000001|null",
                        "1000.0000000000|null",
                        "12345678901.2345670000|null",
                        "1234567890123456.7801000000|null",
                        LONG + "00000000|null",
                        LONG + "00000000|null");
        assertThat(rows("note")).contains("n: 12345678901234567890.12, \"n\": 1.2345678901234567");
    }

    @Test
    void soItIsWithinListsAndObjectsAndMaps() throws SQLException {
        json(
                "STRUCT(l DECIMAL(38,2)[], s STRUCT(n DECIMAL(38,2)), m MAP(VARCHAR, DECIMAL(38,2)), o STRUCT(n DOUBLE)[])",
                "{\"l\":[1.5, " + LONG + "],\"s\":{\"n\":" + LONG + "},\"m\":{\"k\":" + LONG + "},"
                        + "\"o\":[{\"n\":1.2345678901234567}]}");

        assertThat(reasons()).isEmpty();
        assertThat(rows("l::varchar, s.n, m['k'], o[1].n"))
                .containsExactly("[1.50, " + LONG + "]|" + LONG + "|" + LONG + "|1.2345678901234567");
    }

    /** A double would be what fits: 100, 0, and what is less by a half. */
    @Test
    void whatHasADigitTooManyIsNoRow() throws SQLException {
        json(
                "STRUCT(n DECIMAL(18,2))",
                "{\"n\":100.00000000000000001}",
                "{\"n\":1e-400}",
                "{\"n\":1234567890123456.785}",
                "{\"n\":1234567890123456.78}",
                "no JSON");

        assertThat(rows("n")).containsExactly("1234567890123456.78");
        assertThat(reasons())
                .containsExactly(
                        "100|$.\"n\" does not fit DECIMAL(18,2), which would round 100.00000000000000001",
                        "101|$.\"n\" does not fit DECIMAL(18,2), which would round 1e-400",
                        "102|$.\"n\" does not fit DECIMAL(18,2), which would round 1234567890123456.785",
                        "104|is not JSON");
    }

    /** Rows that say which records they are of are read in another way. */
    @Test
    void soItIsWhereRowsAreTraced() throws SQLException {
        trace("STRUCT(n DECIMAL(38,2))", "{\"n\":" + LONG + "}", "{\"n\":1.005}");

        assertThat(rows("n")).containsExactly(LONG);
        assertThat(reasons()).containsExactly("101|$.\"n\" does not fit DECIMAL(38,2), which would round 1.005");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n\":1234567890.123456}",
                "{\"n\" :\t-0.1234567890123456}",
                "{\"m\":1,\"n\":1.5e-400}",
                "{\"n\":1.5E+100}",
                "{\"\\u006e\":1234567890.123456}"
            })
    void aLongNumberIsFound(String record) throws Exception {
        assertThat(isFound(record, 0)).isTrue();
        assertThat(isFound(record, 300_000))
                .as("behind a line that is longer than what is read at once")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n\":123456789.123456}",
                "{\"n\":1234567890123456789}",
                "{\"n\":\"1234567890.123456\"}",
                "{\"other\":1234567890.123456}",
                "{\"on\":1234567890.123456}",
                "[1234567890.123456]",
                "{\"n\":1e10}",
                "{\"n\":\"12:00:00.1234567890123456\"}"
            })
    void whatIsNoneIsNotFound(String record) throws Exception {
        assertThat(isFound(record, 0)).isFalse();
    }

    private boolean isFound(String record, int before) throws Exception {
        Path file = Files.writeString(
                folder.resolve("records.ndjson"), "{\"x\":\"" + "y".repeat(before) + "\"}\n" + record + "\n{}\n");
        return new LongNumbers(new WideDecimals(Set.of("n"), false)).areIn(List.of(file));
    }

    @Test
    void allElseOfARecordStaysAsItIs() {
        StructType columns = (StructType) TypeNames.parse("STRUCT(n DECIMAL(38,2), d DOUBLE)");
        assertThat(quoted(columns, "{ \"é\": [1.5,{\"n\":2.5}], \"d\":1.5,\"n\": -1.50 ,\"n\":2 }"))
                .isEqualTo("{ \"é\": [1.5,{\"n\":2.5}], \"d\":1.5,\"n\": \"-1.50\" ,\"n\":2 }");
        for (String same :
                List.of("", "[]", "{\"n\":", "{\"n\":1.5", "no", "1.5", "{\"n\":[1.5]}", "{\"n\":{\"n\":1.5}}")) {
            assertThat(quoted(columns, same)).isEqualTo(same);
        }
    }

    private static String quoted(StructType columns, String record) {
        return new String(
                new QuotedDecimals(columns).quote(record.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
