package io.weir.ingest.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.InMemoryDuckDb;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.RequiredColumns;
import io.weir.ingest.decode.RowOrder;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.stage.StagedBatch;
import io.weir.ingest.stage.StagedRecords;
import io.weir.ingest.transform.Expectation.Action;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(InMemoryDuckDb.class)
class ExpectingDecoderTest {

    private static final StructType ROWS = (StructType) TypeNames.parse("STRUCT(id BIGINT, price VARCHAR)");
    private static final JsonFormat JSON = new JsonFormat(ROWS);

    /** By partition and sequence: 0/0, 1/0, 0/1, 1/1, 0/2. */
    private static final String[] RECORDS = {
        "{\"id\":1,\"price\":\"5\"}",
        "{\"id\":-2,\"price\":\"x\"}",
        "no",
        "{\"id\":3,\"more\":true}",
        "{\"id\":null,\"price\":\"7\"}"
    };

    @TempDir
    Path folder;

    private Connection connection;

    @BeforeEach
    void open(Connection connection) {
        this.connection = connection;
    }

    private static Expectation expectation(String name, String condition, Action action) {
        try {
            return Expectation.of(name, condition, action, ROWS);
        } catch (TransformRefusedException | SQLException refused) {
            throw new AssertionError(condition, refused);
        }
    }

    private Decoder plain(StructType columns, RowOrder order) {
        return new Decoder(
                connection,
                new Decoding(JSON, List.of(), order),
                columns,
                folder.resolve("prototype"),
                folder.resolve("accepted"));
    }

    private DecodedBatch decode(RowOrder order, boolean failing, Expectation... expectations) throws SQLException {
        return new ExpectingDecoder(connection, List.of(expectations), plain(StructType.EMPTY, order), failing)
                .decode(StagedRecords.ofPartitions(folder, 2, RECORDS));
    }

    private List<String> rows(DecodedBatch batch) throws SQLException {
        return QueriedRows.of(connection, "select id, price, more from " + batch.relation() + " order by all");
    }

    private List<String> rejected() throws SQLException {
        return QueriedRows.of(
                connection, "select \"partition\", sequence, reason, decode(payload) from weir_rejected order by all");
    }

    @Test
    void whatIsOnlyWarnedOfIsCountedAndWritten() throws SQLException {
        DecodedBatch batch = decode(
                RowOrder.ANY,
                true,
                expectation("positive", "id > 0", Action.WARN),
                expectation("any", "price is null or true", Action.DROP));

        assertThat(batch.counts().broken()).isEqualTo(Map.of("positive", 2L, "any", 0L));
        assertThat(batch.rows()).isEqualTo(4);
        assertThat(batch.counts().rejected()).isEqualTo(Map.of(0, 1L));
    }

    @ParameterizedTest
    @EnumSource(RowOrder.class)
    void whatIsDroppedIsADeadLetterWithTheFirstExpectationThatItBreaks(RowOrder order) throws SQLException {
        DecodedBatch batch = decode(
                order,
                true,
                expectation("there", "price is not null", Action.WARN),
                expectation("positive", "id > 0", Action.DROP),
                expectation("number", "cast(price as integer) < 10", Action.DROP));

        assertThat(batch.counts().broken()).isEqualTo(Map.of("there", 1L, "positive", 2L, "number", 2L));
        assertThat(rows(batch)).containsExactly("1|5|null");
        assertThat(batch.rows()).isEqualTo(1);
        assertThat(batch.counts().rejected()).isEqualTo(Map.of(0, 2L, 1, 2L));
        assertThat(rejected())
                .containsExactly(
                        "0|1|is not JSON|no",
                        "0|2|breaks expectation positive: id > 0|" + RECORDS[4],
                        "1|0|breaks expectation positive: id > 0|" + RECORDS[1],
                        "1|1|breaks expectation number: cast(price as integer) < 10|" + RECORDS[3]);
        assertThat(batch.columns().sql()).isEqualTo("STRUCT(\"id\" BIGINT, \"price\" VARCHAR, \"more\" BOOLEAN)");
    }

    @Test
    void whatFailsThePipelineIsToldWithItsPlaceUnlessSomebodyOnlyLooks() throws SQLException {
        Expectation[] expectations = {
            expectation("number", "cast(price as integer) < 10", Action.DROP),
            expectation("positive", "id > 0", Action.FAIL)
        };

        assertThatThrownBy(() -> decode(RowOrder.ANY, true, expectations))
                .isInstanceOf(BrokenExpectationException.class)
                .hasMessageContaining("the record at 2 of partition 0 breaks expectation positive: id > 0")
                .hasMessageContaining("the first of 2 in its batch");
        DecodedBatch looked = decode(RowOrder.ANY, false, expectations);

        assertThat(looked.counts().broken()).isEqualTo(Map.of("number", 2L, "positive", 2L));
        assertThat(looked.rows()).isEqualTo(2);
    }

    @Test
    void whatATransformMakesIsLookedAt() throws SQLException, TransformRefusedException {
        Transform transform = Transform.of("select id, -id as minus from input where id <> 3", ROWS);
        Expectation expectation = Expectation.of("low", "minus < 0", Action.DROP, transform.output());
        StagedBatch batch = StagedRecords.ofPartitions(folder, 2, RECORDS);
        DecodedBatch decoded =
                new ExpectingDecoder(connection, List.of(expectation), transformed(transform), true).decode(batch);

        assertThat(decoded.rows()).isEqualTo(1);
        assertThat(decoded.counts().rejected()).isEqualTo(Map.of(0, 1L, 1, 1L));
        assertThat(decoded.counts().filtered()).isEqualTo(Map.of(0, 1L, 1, 1L));
        assertThat(decoded.counts().broken()).isEqualTo(Map.of("low", 1L));
    }

    private TransformedDecoder transformed(Transform transform) throws SQLException {
        return new TransformedDecoder(
                connection,
                JSON,
                new References(connection, List.of(), NoForeignTables::open),
                transform,
                RequiredColumns.NONE,
                false,
                folder.resolve("prototype"),
                folder.resolve("accepted"));
    }

    @Test
    void oneConditionByTheRulesOfTransformsIsTaken() {
        Stream.of(
                        "id > 0",
                        "id > 0 -- as it should be",
                        "input.id in (1, 2) or price like '%x'",
                        "true",
                        "null::boolean")
                .forEach(condition -> assertThat(
                                expectation("any", condition, Action.WARN).expression())
                        .isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "id",
                "null",
                "unknown > 0",
                "getenv('HOME') = 'x'",
                "id > 0, true",
                "true) as kept, (false",
                "true) as kept, (false) as other, (true",
                "true) as kept from input where (true",
                "true) as kept from input --",
                "true) as kept from input where true or (id > 0",
                "true; select true",
                "true /*",
                "sum(id) > 0",
                "exists (select 1)"
            })
    void anythingElseIsRefused(String condition) {
        assertThatThrownBy(() -> Expectation.of("any", condition, Action.WARN, ROWS))
                .isInstanceOf(TransformRefusedException.class);
    }
}
