package io.weir.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.stage.StagedBatch;
import io.weir.ingest.stage.StagedRecords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(InMemoryDuckDb.class)
class DecoderTest {

    @TempDir
    Path folder;

    private Connection connection;
    private Decoder decoder;

    @BeforeEach
    void open(Connection connection) {
        this.connection = connection;
        decoder = decoder(StructType.EMPTY);
    }

    private Decoder decoder(StructType columns) {
        return new Decoder(
                connection,
                Decoding.of(JsonFormat.INFERRED),
                columns,
                folder.resolve("prototype.json"),
                folder.resolve("accepted.json"));
    }

    @Test
    void infersNestedColumnsOverAllKindsOfRecords() throws SQLException {
        DecodedBatch batch = decode(
                "{\"type\":0,\"person\":{\"id\":1,\"name\":\"p\"}}",
                "{\"type\":2,\"bid\":{\"price\":1.5,\"tags\":[1,2]}}",
                "{\"type\":2,\"bid\":{\"price\":3,\"tags\":[]},\"at\":\"2001-01-01 10:00\"}");

        assertThat(batch.counts().rejected()).isEmpty();
        assertThat(batch.columns().sql())
                .isEqualTo("STRUCT(\"type\" BIGINT, \"person\" STRUCT(\"id\" BIGINT, \"name\" VARCHAR),"
                        + " \"bid\" STRUCT(\"price\" DOUBLE, \"tags\" BIGINT[]), \"at\" VARCHAR)");
        assertThat(
                        rows(
                                "select \"type\", person.name, bid.price, bid.tags::varchar, \"at\" from weir_rows order by all"))
                .containsExactly("0|p|null|null|null", "2|null|1.5|[1, 2]|null", "2|null|3.0|[]|2001-01-01 10:00");
    }

    @Test
    void columnsAreExpectedOfTheFirstRecordsOfEveryFile() throws SQLException {
        String filler = "x".repeat(200);
        String[] records = IntStream.range(0, 60_000)
                .mapToObj(number -> (number < 30_000 ? "{\"bid\":\"" : "{\"person\":\"") + filler + "\"}")
                .toArray(String[]::new);
        StagedBatch staged = StagedRecords.of(folder, 3, 0, records);

        DecodedBatch expected = decoder.expect(staged).orElseThrow();

        assertThat(staged.files()).hasSizeGreaterThan(1);
        assertThat(expected.columns().sql()).isEqualTo("STRUCT(\"bid\" VARCHAR, \"person\" VARCHAR)");
        assertThat(rows("select count(bid), count(person) from " + expected.relation()))
                .containsExactly("30000|30000");
    }

    @Test
    void keysSeenLaterBecomeColumnsAtAnyDepth() throws SQLException {
        decode("{\"a\":1,\"s\":{\"x\":1}}");

        DecodedBatch batch = decode("{\"a\":2}", "{\"a\":3,\"b\":true,\"s\":{\"x\":1,\"y\":\"new\"}}");

        assertThat(batch.counts().rejected()).isEmpty();
        assertThat(batch.columns().sql())
                .isEqualTo("STRUCT(\"a\" BIGINT, \"s\" STRUCT(\"x\" BIGINT, \"y\" VARCHAR), \"b\" BOOLEAN)");
        assertThat(rows("select a, b, s.y from weir_rows order by a")).containsExactly("2|null|null", "3|true|new");
    }

    @Test
    void everyKindOfBadRecordIsRejectedWithItsPlaceAndReason() throws SQLException {
        decode("{\"n\":1,\"d\":1.5,\"f\":true,\"s\":{\"x\":1},\"l\":[1],\"t\":\"x\"}");

        DecodedBatch batch = decode(
                "{\"n\":2}",
                null,
                "",
                "   ",
                "{\"n\":",
                "[1,2]",
                "null",
                "5",
                "{\"n\":\"x\"}",
                "{\"n\":1.5}",
                "{\"d\":\"one\"}",
                "{\"f\":\"maybe\"}",
                "{\"s\":5}",
                "{\"s\":{\"x\":\"q\"}}",
                "{\"l\":[1,\"z\"]}",
                "{\"n\":1,\"n\":2}",
                "{\"n\":1}{\"n\":2}",
                "{\"N\":1}",
                "{\"n\":3}");

        assertThat(rows("select sequence, reason from weir_rejected order by ordinal"))
                .containsExactly(
                        "101|has no payload",
                        "102|is empty",
                        "103|is not JSON",
                        "104|is not JSON",
                        "105|is JSON, but no object",
                        "106|is JSON, but no object",
                        "107|is JSON, but no object",
                        "108|$.\"n\" does not fit BIGINT",
                        "109|$.\"n\" does not fit BIGINT",
                        "110|$.\"d\" does not fit DOUBLE",
                        "111|$.\"f\" does not fit BOOLEAN",
                        "112|$.\"s\" is no object",
                        "113|$.\"s\".\"x\" does not fit BIGINT",
                        "114|$.\"l\"[*] does not fit BIGINT",
                        "115|$ has a key twice, or one that differs from a column only in case",
                        "116|is not JSON",
                        "117|$ has a key twice, or one that differs from a column only in case");
        assertThat(batch.rows()).isEqualTo(2);
        assertThat(batch.counts().rejected()).isEqualTo(Map.of(3, 17L));
        assertThat(rows("select n from weir_rows order by n")).containsExactly("2", "3");
    }

    /** Keys at the top are named; those in a list are found by DuckDB, record by record. */
    @Test
    void aKeyWithoutAColumnIsRefusedWhereColumnsAreAllThatThereMayBe() throws SQLException {
        Format declared = new JsonFormat(
                (StructType) TypeNames.parse("STRUCT(id BIGINT, s STRUCT(x DOUBLE), l STRUCT(y DATE)[])"));
        StructType table = (StructType) TypeNames.parse("STRUCT(old VARCHAR)");
        decoder = new Decoder(
                connection,
                new Decoding(declared, List.of(), RowOrder.ANY, UnknownKeys.REFUSED),
                table,
                folder.resolve("prototype.json"),
                folder.resolve("accepted.json"));

        DecodedBatch batch = decode(
                "{\"id\":1,\"s\":{\"x\":1.5},\"l\":[{\"y\":\"2026-01-31\"}],\"old\":\"kept\"}",
                "{\"id\":2,\"new\":1,\"new er\":2}",
                "{\"id\":3,\"s\":{\"x\":1,\"z\":2}}",
                "{\"id\":4,\"l\":[{\"y\":\"2026-01-31\",\"z\":2}]}",
                "{\"id\":\"five\"}",
                "{\"id\":6,\"new\":null}",
                "{\"ID\":7}",
                "{\"s\":null}");

        assertThat(batch.columns().sql())
                .isEqualTo("STRUCT(\"old\" VARCHAR, \"id\" BIGINT, \"s\" STRUCT(\"x\" DOUBLE),"
                        + " \"l\" STRUCT(\"y\" DATE)[])");
        assertThat(rows("select id, s.x, l[1].y::varchar, old from weir_rows order by id nulls last"))
                .containsExactly("1|1.5|2026-01-31|kept", "null|null|null|null");
        assertThat(rows("select sequence, regexp_replace(reason, '.*unknown key.*', 'unknown key') from weir_rejected"
                        + " order by ordinal"))
                .containsExactly(
                        "101|$ has the key \"new\", which is no column",
                        "102|$.\"s\" has a key twice, or one that differs from a column only in case",
                        "103|unknown key",
                        "104|$.\"id\" does not fit BIGINT",
                        "105|$ has the key \"new\", which is no column",
                        "106|$ has the key \"ID\", which is no column");
        assertThat(batch.rows()).isEqualTo(2);
    }

    @Test
    void payloadsWithLineBreaksAreOneRecordEach() throws SQLException {
        DecodedBatch batch = decode("{\n  \"a\": 1\r\n}", "{\"a\":2}\n", "{\"a\":3}\n{\"a\":4}", "{\"a\":5}");

        assertThat(batch.counts().rejected()).isEqualTo(Map.of(3, 1L));
        assertThat(rows("select a from weir_rows order by a")).containsExactly("1", "2", "5");
    }

    @Test
    void bytesThatAreNoTextAreRejectedWithTheirBytes() throws SQLException {
        StagedBatch staged = StagedRecords.ofBytes(
                folder,
                3,
                0,
                new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'},
                "{\"a\":\"ä\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        DecodedBatch batch = decoder.decode(staged);

        assertThat(batch.rows()).isEqualTo(1);
        assertThat(rows("select reason, hex(payload) from weir_rejected"))
                .containsExactly("is not UTF-8|7B2261223A22FF227D");
    }

    @Test
    void largeWholeNumbersStayExact() throws SQLException {
        decode("{\"id\":1}");

        DecodedBatch batch = decode("{\"id\":9007199254740993}", "{\"id\":-9223372036854775808}", "{\"id\":1.0}");

        assertThat(batch.counts().rejected()).isEmpty();
        assertThat(rows("select id from weir_rows order by id"))
                .containsExactly("-9223372036854775808", "1", "9007199254740993");
    }

    @Test
    void textsAndTruthsThatAreNumbersFitWhateverElseIsInTheBatch() throws SQLException {
        decode("{\"n\":1,\"d\":1.5}");
        String[] numbers = {"{\"n\":\"5\",\"d\":\"2.5\"}", "{\"n\":true,\"d\":false}", "{\"n\":-0.0,\"d\":7}"};
        String query = "select n, d from weir_rows where n < 10 order by n";

        assertThat(decode(numbers).counts().rejected()).isEmpty();
        assertThat(rows(query)).containsExactly("0|7.0", "1|0.0", "5|2.5");
        assertThat(decode(numbers[0], numbers[1], numbers[2], "{\"n\":\"five\"}", "{\"d\":\"true\"}")
                        .counts()
                        .rejected())
                .isEqualTo(Map.of(3, 2L));
        assertThat(rows(query)).containsExactly("0|7.0", "1|0.0", "5|2.5");
        assertThat(decode(numbers[0], numbers[1], numbers[2], "{\"n\":9007199254740993}")
                        .counts()
                        .rejected())
                .isEmpty();
        assertThat(rows(query)).containsExactly("0|7.0", "1|0.0", "5|2.5");
    }

    @Test
    void newColumnsHaveAnOrderThatTheRecordsAloneDecide() throws SQLException {
        String[] payloads = new String[50_000];
        for (int index = 0; index < payloads.length; index++) {
            payloads[index] = index == 0
                    ? "{\"z\":[{\"q\":1}],\"b\":{\"y\":1}}"
                    : "{\"late" + index * 31 % 7 + "\":1,\"b\":{\"x\":2,\"y\":1},\"a\":1,\"z\":[{\"p\":1}]}";
        }
        payloads[40_000] = "{\"m\":1,\"k\":1}";

        assertThat(decode(payloads).columns().fields().keySet())
                .containsExactly(
                        "z", "b", "late3", "a", "late6", "late2", "late5", "late1", "late4", "late0", "k", "m");
        assertThat(decoder(StructType.EMPTY)
                        .decode(StagedRecords.of(folder, 3, 0, payloads))
                        .columns()
                        .sql())
                .startsWith("STRUCT(\"z\" STRUCT(\"q\" BIGINT, \"p\" BIGINT)[],"
                        + " \"b\" STRUCT(\"y\" BIGINT, \"x\" BIGINT), \"late3\"");
    }

    @Test
    void columnsThatSomebodyMadeKeepTheirTypes() throws SQLException {
        decoder = decoder(
                new StructType(Map.of("at", TypeNames.parse("TIMESTAMP"), "price", TypeNames.parse("DECIMAL(10,2)"))));

        DecodedBatch batch = decode("{\"at\":\"2001-01-01 10:00\",\"price\":1.25}", "{\"at\":\"yesterday\"}");

        assertThat(rows("select \"at\", price from weir_rows")).containsExactly("2001-01-01 10:00:00.0|1.25");
        assertThat(rows("select reason from weir_rejected")).containsExactly("$.\"at\" does not fit TIMESTAMP");
        assertThat(batch.rows()).isEqualTo(1);
    }

    @Test
    void noColumnOfWholeNumbersRoundsWhatItGets() throws SQLException {
        decoder = decoder(new StructType(Map.of("small", TypeNames.parse("INTEGER"))));

        assertThat(decode("{\"small\":1}", "{\"small\":\"2.0\"}", "{\"small\":null}")
                        .counts()
                        .rejected())
                .isEmpty();
        assertThat(rows("select small from weir_rows order by small")).containsExactly("1", "2", "null");
        decode("{\"small\":1.5}", "{\"small\":3000000000}", "{\"small\":-7}");

        assertThat(rows("select small from weir_rows")).containsExactly("-7");
        assertThat(rows("select reason from weir_rejected"))
                .containsExactly("$.\"small\" does not fit INTEGER", "$.\"small\" does not fit INTEGER");
    }

    @Test
    void recordsWithoutAnyKeyAreRowsOnceThereAreColumns() throws SQLException {
        assertThat(decode("{}").counts().rejected()).isEqualTo(Map.of(3, 1L));
        assertThat(decode("{\"a\":1}", "{}").rows()).isEqualTo(2);
    }

    @Test
    void oneInAHundredBadRecordsOfManyIsFound() throws SQLException {
        String[] payloads = new String[50_000];
        for (int index = 0; index < payloads.length; index++) {
            payloads[index] = index % 100 == 7 ? "{broken" : "{\"id\":" + index + ",\"name\":\"n" + index + "\"}";
        }

        DecodedBatch batch = decode(payloads);

        assertThat(batch.rows()).isEqualTo(49_500);
        assertThat(rows("select count(distinct id), count(*) from weir_rows")).containsExactly("49500|49500");
    }

    @Test
    void whatTheFirstRecordsDoNotTellIsLearntFromAllOfThem() throws SQLException {
        String[] payloads = new String[10_000];
        for (int index = 0; index < payloads.length; index++) {
            payloads[index] = index < 9_000
                    ? "{\"id\":" + index + ",\"wider\":1,\"unknown\":null}"
                    : "{\"id\":" + index + ",\"wider\":1.5,\"unknown\":7,\"late\":true}";
        }

        DecodedBatch batch = decode(payloads);

        assertThat(batch.counts().rejected()).isEmpty();
        assertThat(rows("select typeof(wider), typeof(unknown), typeof(late), count(*) from weir_rows group by all"))
                .containsExactly("DOUBLE|BIGINT|BOOLEAN|10000");
        assertThat(rows("select sum(wider), sum(unknown), count(late) from weir_rows"))
                .containsExactly("10500.0|7000|1000");
    }

    @Test
    void learningFromAFullBatchKeepsWithinTheMemoryOfAWarehouse() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set memory_limit = '512MB'");
        }
        String filler = "x".repeat(150);
        String[] payloads = new String[245_760];
        for (int index = 0; index < payloads.length; index++) {
            payloads[index] = index < 100_000
                    ? "{\"id\":" + index + ",\"text\":\"" + filler + "\"}"
                    : "{\"id\":" + index + ",\"other\":\"" + filler + "\"}";
        }

        assertThat(decode(payloads).rows()).isEqualTo(245_760);
    }

    private DecodedBatch decode(String... payloads) throws SQLException {
        return decoder.decode(StagedRecords.of(folder, 3, 100, payloads));
    }

    private List<String> rows(String sql) throws SQLException {
        return QueriedRows.of(connection, sql);
    }

    /** Such a key would be taken for what is beside the columns of records, if not now then once a table refuses one of them. */
    @Test
    void aKeyOfWeirsOwnIsNoColumn() throws SQLException {
        String[] payloads = {
            "{\"a\":1}",
            "{\"a\":2,\"__weir_ordinal\":0}",
            "{\"a\":3,\"\\u005f_WEIR_at\":0}",
            "{\"a\":4,\"weir\":\"__weir\"}"
        };

        DecodedBatch first = decoder.expect(StagedRecords.of(folder, 3, 0, "{\"a\":1,\"__weir_from\":1}"))
                .orElseThrow();
        assertThat(first.columns().sql()).isEqualTo("STRUCT(\"a\" BIGINT)");
        DecodedBatch batch = decode(payloads);

        assertThat(batch.columns().sql()).isEqualTo("STRUCT(\"a\" BIGINT, \"weir\" VARCHAR)");
        for (DecodedBatch each : List.of(batch, decoder.trace(StagedRecords.of(folder, 3, 100, payloads)))) {
            assertThat(rows("select a from " + each.relation() + " order by a")).containsExactly("1", "4");
            assertThat(rows("select ordinal, reason from weir_rejected order by ordinal"))
                    .containsExactly(
                            "1|$ has the key \"__weir_ordinal\", which is one of Weir's own",
                            "2|$ has the key \"__WEIR_at\", which is one of Weir's own");
        }
    }

    /** Where keys without a column are left out, such a one is too, whatever comes beside its record. */
    @ParameterizedTest
    @EnumSource(names = {"READ", "TRACED"})
    void aKeyOfWeirsOwnIsLeftOutAsAnyOther(RowOrder order) throws SQLException {
        decoder = new Decoder(
                connection,
                Decoding.closed(new JsonFormat(new StructType(Map.of("a", TypeNames.parse("BIGINT")))), order),
                StructType.EMPTY,
                folder.resolve("prototype"),
                folder.resolve("accepted"));
        String own = "{\"a\":1,\"__weir_ordinal\":7,\"__WEIR_ordinal\":8}";

        for (String beside : List.of("{\"a\":2}", "no JSON", "{\"a\":\"x\"}")) {
            DecodedBatch batch = decode("{\"a\":0}", own, beside);

            assertThat(rows("select a, __weir_ordinal from " + batch.relation() + " where a < 2 order by a"))
                    .containsExactly("0|0", "1|1");
        }
    }
}
