package io.weir.ingest.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.decode.DebeziumFormat;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Format;
import io.weir.ingest.decode.InMemoryDuckDb;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.RawFormat;
import io.weir.ingest.decode.RequiredColumns;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.source.Attributes;
import io.weir.ingest.stage.StagedBatch;
import io.weir.ingest.stage.StagedRecords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(InMemoryDuckDb.class)
class TransformedDecoderTest {

    private static final JsonFormat JSON = new JsonFormat((StructType) TypeNames.parse(
            "STRUCT(id BIGINT, amount VARCHAR, place STRUCT(city VARCHAR), tags VARCHAR[], rest VARCHAR)"));

    @TempDir
    Path folder;

    private Connection connection;

    @BeforeEach
    void open(Connection connection) {
        this.connection = connection;
    }

    private DecodedBatch decode(Format format, String sql, List<String> required, StagedBatch batch)
            throws SQLException {
        try {
            Transform transform = Transform.of(sql, format.columns());
            return new TransformedDecoder(
                            connection,
                            format,
                            new References(connection, List.of(), NoForeignTables::open),
                            transform,
                            RequiredColumns.keys(required),
                            !required.isEmpty(),
                            folder.resolve("prototype"),
                            folder.resolve("accepted"))
                    .decode(batch);
        } catch (TransformRefusedException refused) {
            throw new AssertionError(refused.why() + ": " + refused.found(), refused);
        }
    }

    private DecodedBatch decodeBranches(String sql, List<Branch> branches, boolean ordered, StagedBatch batch)
            throws SQLException, TransformRefusedException {
        return new TransformedDecoder(
                        connection,
                        JSON,
                        new References(connection, List.of(), NoForeignTables::open),
                        Transform.of(sql, JSON.columns()),
                        RequiredColumns.NONE,
                        branches,
                        ordered,
                        folder.resolve("prototype"),
                        folder.resolve("accepted"))
                .decode(batch);
    }

    private static Branch branch(String table, String sql, String... required)
            throws SQLException, TransformRefusedException {
        return new Branch(table, Transform.of(sql, JSON.columns()), RequiredColumns.keys(List.of(required)));
    }

    @Test
    void eachBranchMakesItsOwnRowsOfTheSameRecords() throws Exception {
        String[] payloads =
                IntStream.range(0, 10).mapToObj(id -> "{\"id\":" + id + "}").toArray(String[]::new);
        List<Branch> branches = List.of(
                branch("odd", "select id, id * 10 as tenfold from input where id % 2 = 1"),
                branch("none", "select id from input where id > 100"));

        DecodedBatch batch = decodeBranches(
                "select id from input", branches, false, StagedRecords.ofPartitions(folder, 2, payloads));

        assertThat(batch.rows()).isEqualTo(10);
        // The rows of the first table are what is counted: what a branch leaves out is not filtered.
        assertThat(batch.counts().filtered()).isEmpty();
        assertThat(batch.branches()).extracting(DecodedBatch::rows).containsExactly(5L, 0L);
        assertThat(rows(batch.branches().get(0), "*")).containsExactly("1|10", "3|30", "5|50", "7|70", "9|90");
        assertThat(batch.branches().get(0).columns().sql()).isEqualTo("STRUCT(\"id\" BIGINT, \"tenfold\" BIGINT)");
    }

    @Test
    void aKeyThatABranchAloneLacksIsMissed() throws Exception {
        DecodedBatch batch = decodeBranches(
                "select id from input",
                List.of(branch("keyed", "select id, amount from input", "amount")),
                true,
                StagedRecords.of(folder, 0, 5, "{\"id\":1,\"amount\":\"1\"}", "{\"id\":2}"));

        assertThat(rows(batch, "id")).containsExactly("1");
        assertThat(rows(batch.branches().get(0), "id")).containsExactly("1");
        assertThat(rejected()).containsExactly("6|branch keyed: amount is null, and rows are told apart by it");
    }

    @Test
    void aRecordThatFailsInABranchIsOneDeadLetterAndInNoTable() throws Exception {
        List<Branch> branches = List.of(
                branch("amounts", "select id, amount::int as amount from input where id <> 3"),
                branch("keyed", "select amount, id from input", "amount"));

        DecodedBatch batch = decodeBranches(
                "select id, len(amount) as n, 10 // id as part from input where id < 7",
                branches,
                true,
                StagedRecords.of(
                        folder,
                        0,
                        50,
                        "{\"id\":1,\"amount\":\"1\"}",
                        "{\"id\":2,\"amount\":\"two\"}",
                        "{\"id\":3,\"amount\":\"three\"}",
                        "{\"id\":4}",
                        "oops",
                        "{\"id\":9,\"amount\":\"9\"}"));

        assertThat(rows(batch, "id, n")).containsExactly("1|1", "3|5");
        assertThat(rows(batch.branches().get(0), "id, amount")).containsExactly("1|1", "9|9");
        assertThat(rows(batch.branches().get(1), "id, amount")).containsExactly("1|1", "3|three", "9|9");
        assertThat(batch.counts().rejected()).isEqualTo(Map.of(0, 3L));
        assertThat(batch.counts().filtered()).isEqualTo(Map.of(0, 1L));
        assertThat(rejected())
                .satisfiesExactly(
                        two -> assertThat(two).startsWith("51|branch amounts: the transform fails for amount: "),
                        four -> assertThat(four)
                                .isEqualTo("53|branch keyed: amount is null, and rows are told apart by it"),
                        five -> assertThat(five).startsWith("54|is not JSON"));
    }

    private List<String> rows(DecodedBatch batch, String expressions) throws SQLException {
        return QueriedRows.of(connection, "select " + expressions + " from " + batch.relation() + " order by all");
    }

    private List<String> rejected() throws SQLException {
        return QueriedRows.of(connection, "select sequence, reason from weir_rejected order by sequence");
    }

    @Test
    void nestedValuesAreReadAndKeysThatNobodyAskedForAreLeftOut() throws SQLException {
        DecodedBatch batch = decode(
                JSON,
                "select id, place.city as city, len(tags) as tags, rest ->> '$.a[0]' as rest from input",
                List.of(),
                StagedRecords.of(
                        folder,
                        3,
                        100,
                        "{\"id\":1,\"place\":{\"city\":\"Bonn\",\"more\":[1]},\"tags\":[\"a\",\"b\"],\"rest\":{\"a\":[7]}}",
                        "{\"id\":\"2\",\"unknown\":1}",
                        "{\"id\":3,\"unknown\":{\"other\":\"type\"},\"ID\":9}"));

        assertThat(rows(batch, "*")).containsExactly("1|Bonn|2|7", "2|null|null|null", "3|null|null|null");
        assertThat(batch.rows()).isEqualTo(3);
        assertThat(batch.counts().rejected()).isEmpty();
        assertThat(batch.counts().filtered()).isEmpty();
    }

    @Test
    void whatWhereLeavesOutIsCountedWithItsPartition() throws SQLException {
        String sql = "select id from input where id % 3 = 0";
        String[] payloads =
                IntStream.range(0, 10).mapToObj(id -> "{\"id\":" + id + "}").toArray(String[]::new);

        DecodedBatch one = decode(JSON, sql, List.of(), StagedRecords.of(folder, 3, 100, payloads));
        assertThat(one.counts().filtered()).isEqualTo(Map.of(3, 6L));
        DecodedBatch many = decode(JSON, sql, List.of(), StagedRecords.ofPartitions(folder, 2, payloads));

        assertThat(many.counts().filtered()).isEqualTo(Map.of(0, 3L, 1, 3L));
        assertThat(rows(many, "id")).containsExactly("0", "3", "6", "9");
        assertThat(many.rows()).isEqualTo(4);
    }

    @Test
    void aRecordThatTheTransformFailsForIsADeadLetterAndTheOthersFlow() throws SQLException {
        DecodedBatch batch = decode(
                JSON,
                "select id, cast(amount as integer) + 1 as amount, cast(amount as integer) * 2 as twice from input"
                        + " where coalesce(cast(place.city as int), 1) > 0 and amount <> 'left out'",
                List.of(),
                StagedRecords.of(
                        folder,
                        3,
                        100,
                        "{\"id\":1,\"amount\":\"10\"}",
                        "{\"id\":2,\"amount\":\"ten\"}",
                        "no",
                        "{\"id\":3,\"amount\":\"left out\"}",
                        "{\"id\":7,\"amount\":\"1\",\"place\":{\"city\":\"x\"}}",
                        "{\"id\":4,\"amount\":\"2147483647\"}",
                        "{\"id\":5}",
                        "{\"id\":6,\"amount\":\"-3\"}"));

        assertThat(rows(batch, "id, amount, twice")).containsExactly("1|11|20", "6|-2|-6");
        assertThat(rejected())
                .satisfiesExactly(
                        letter -> assertThat(letter)
                                .isEqualTo(
                                        "101|the transform fails for amount: Conversion Error: Could not convert string"
                                                + " 'ten' to INT32 when casting from source column amount"),
                        letter -> assertThat(letter).isEqualTo("102|is not JSON"),
                        letter -> assertThat(letter).startsWith("104|the transform fails in WHERE: Conversion Error: "),
                        letter -> assertThat(letter)
                                .startsWith("105|the transform fails for amount: Out of Range Error: Overflow"));
        assertThat(batch.rows()).isEqualTo(2);
        assertThat(batch.counts().rejected()).isEqualTo(Map.of(3, 4L));
        assertThat(batch.counts().filtered()).isEqualTo(Map.of(3, 2L));
    }

    @Test
    void aThousandBadRecordsAreFoundAtOnce() throws SQLException {
        String[] payloads = IntStream.range(0, 20_000)
                .mapToObj(id -> "{\"id\":" + id + ",\"amount\":\"" + (id % 20 == 7 ? "x" : "1") + "\"}")
                .toArray(String[]::new);

        DecodedBatch batch = decode(
                JSON,
                "select id, amount::int as amount from input",
                List.of(),
                StagedRecords.of(folder, 3, 0, payloads));

        assertThat(batch.rows()).isEqualTo(19_000);
        assertThat(batch.counts().rejected()).isEqualTo(Map.of(3, 1_000L));
        assertThat(QueriedRows.of(connection, "select count(*), count(distinct reason) from weir_rejected"))
                .containsExactly("1000|2");
    }

    @Test
    void rowsAreToldApartByWhatTheTransformMakes() throws SQLException {
        DecodedBatch batch = decode(
                JSON,
                "select nullif(id, 2) as key, amount from input",
                List.of("key"),
                StagedRecords.of(folder, 3, 100, "{\"id\":1}", "{\"id\":2}", "{}", "{\"id\":4}"));

        assertThat(rows(batch, "key, __weir_ordinal")).containsExactly("1|0", "4|3");
        assertThat(rejected())
                .containsExactly(
                        "101|key is null, and rows are told apart by it",
                        "102|key is null, and rows are told apart by it");
    }

    private static byte[] enveloped(String payload) {
        return Attributes.of(Instant.EPOCH, Map.of(), Map.of())
                .envelop(ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)))
                .array();
    }

    @Test
    void everyFormatHasItsOwnColumnsAsInput() throws SQLException {
        DecodedBatch raw = decode(
                new RawFormat(),
                "select event_body ->> '$.a' as a, sequence_number as n from input where event_body like '{%'",
                List.of(),
                StagedRecords.ofBytes(folder, 3, 100, enveloped("{\"a\":1}"), enveloped("text")));
        assertThat(rows(raw, "*")).containsExactly("1|100");
        assertThat(raw.counts().filtered()).isEqualTo(Map.of(3, 1L));

        DecodedBatch changes = decode(
                new DebeziumFormat((StructType) TypeNames.parse("STRUCT(id BIGINT, name VARCHAR)")),
                "select id, upper(name) as name, __op from input",
                List.of("id"),
                StagedRecords.of(
                        folder,
                        3,
                        200,
                        "{\"op\":\"c\",\"after\":{\"id\":1,\"name\":\"a\",\"other\":1},\"ts_ms\":6}",
                        null,
                        "{\"op\":\"d\",\"before\":{\"id\":1,\"name\":\"a\"},\"ts_ms\":7}"));
        assertThat(rows(changes, "id, name, __op")).containsExactly("1|A|c", "1|A|d");
        assertThat(changes.counts().filtered()).isEqualTo(Map.of(3, 1L));
    }
}
