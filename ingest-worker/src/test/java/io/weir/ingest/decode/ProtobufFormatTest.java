package io.weir.ingest.decode;

import static io.weir.ingest.protobuf.ProtobufRecords.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.protobuf.MessageFraming;
import io.weir.ingest.protobuf.ProtobufRecords;
import io.weir.ingest.protobuf.ProtobufTranslation;
import io.weir.ingest.stage.StagedRecords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(InMemoryDuckDb.class)
class ProtobufFormatTest {

    @TempDir
    Path folder;

    private Connection connection;

    @BeforeEach
    void open(Connection connection) {
        this.connection = connection;
    }

    private DecodedBatch decode(MessageFraming framing, byte[]... payloads) throws SQLException {
        Translation translation = new ProtobufTranslation(ProtobufRecords.order(), framing);
        TranslatedFormat format = new TranslatedFormat(translation.columns(), false, Optional.of(translation));
        return new Decoder(
                        connection,
                        Decoding.of(format),
                        StructType.EMPTY,
                        folder.resolve("prototype.json"),
                        folder.resolve("accepted.json"))
                .decode(StagedRecords.ofBytes(folder, 3, 100, payloads));
    }

    private List<String> rows(DecodedBatch batch, String columns) throws SQLException {
        return QueriedRows.of(connection, "select " + columns + " from " + batch.relation());
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void typesOfTheMessageAreTypesOfColumns() {
        assertThat(ProtobufRecords.order().columns().fields())
                .hasEntrySatisfying("id", type -> assertThat(type.sql()).isEqualTo("BIGINT"))
                .hasEntrySatisfying("total", type -> assertThat(type.sql()).isEqualTo("DECIMAL(20,0)"))
                .hasEntrySatisfying("items", type -> assertThat(type.sql())
                        .isEqualTo("STRUCT(\"sku\" VARCHAR, \"count\" BIGINT)[]"))
                .hasEntrySatisfying("counts", type -> assertThat(type.sql()).isEqualTo("MAP(VARCHAR, BIGINT)"))
                .hasEntrySatisfying("placed", type -> assertThat(type.sql()).isEqualTo("TIMESTAMP WITH TIME ZONE"))
                .hasEntrySatisfying("took", type -> assertThat(type.sql()).isEqualTo("DECIMAL(21,9)"))
                .hasEntrySatisfying("maybe", type -> assertThat(type.sql()).isEqualTo("BIGINT"))
                .hasEntrySatisfying("parent", type -> assertThat(type.sql()).isEqualTo("VARCHAR"))
                .hasEntrySatisfying("more", type -> assertThat(type.sql()).isEqualTo("VARCHAR"));
    }

    @Test
    void valuesAreWhatTheMessageHas() throws Exception {
        DecodedBatch batch = decode(MessageFraming.NONE, order("""
                id: -9007199254740993 total: 18446744073709551615 rate: nan paid: true raw: "\\001\\002" color: RED
                first { sku: "a" count: 2 } items { sku: "b" } items { count: 3 }
                counts { key: 7 value: 1 } counts { key: 8 value: 2 } counts { key: 7 value: 5 }
                placed { seconds: 1700000000 nanos: 123456000 } took { seconds: -1 nanos: -500000000 } maybe { value: 0 }
                cash: 0 note: "" parent { id: 4 }
                more { fields { key: "k" value { list_value { values { number_value: 1.5 } values { bool_value: true } } } } }
                numbers: 4294967295"""));

        assertThat(batch.counts().rejected()).isEmpty();
        assertThat(rows(batch, "id, total, rate, paid, raw, color, first.sku, first.count"))
                .containsExactly("-9007199254740993|18446744073709551615|NaN|true|AQI=|RED|a|2");
        assertThat(rows(batch, "items[1].sku, items[1].count, items[2].sku, items[2].count, len(items)"))
                .containsExactly("b|0||3|2");
        assertThat(rows(
                        batch,
                        "counts['7'], counts['8'], cardinality(counts), epoch_us(placed), took, maybe, numbers[1]"))
                .containsExactly("5|2|2|1700000000123456|-1.500000000|0|4294967295");
        assertThat(rows(batch, "card is null, cash, note, parent ->> 'id', more"))
                .singleElement()
                .asString()
                .contains("true|0||4|{\"k\":[1.5,true]}");
    }

    /** What has no presence is there with its default, all else is not; a record without bytes is such a message. */
    @Test
    void whatIsNotSetIsNullWhereThatCanBeTold() throws Exception {
        DecodedBatch batch = decode(MessageFraming.NONE, order("id: 1"), new byte[0]);

        assertThat(rows(
                        batch,
                        "id, rate, color, len(items), cardinality(counts), first is null, placed is null, cash is null, note is null,"
                                + " maybe is null, parent is null"))
                .containsExactly(
                        "1|0.0|UNKNOWN|0|0|true|true|true|true|true|true",
                        "0|0.0|UNKNOWN|0|0|true|true|true|true|true|true");
    }

    @Test
    void fieldsAndEnumerationsOfLaterVersionsDoNotStopARecord() throws Exception {
        byte[] later = concat(order("id: 5"), new byte[] {(byte) 0xa8, 6, 1, 48, 9});

        assertThat(rows(decode(MessageFraming.NONE, later), "id, color")).containsExactly("5|9");
    }

    @Test
    void whatIsNoMessageIsRefusedAndTheOthersGoOn() throws Exception {
        DecodedBatch batch = decode(
                MessageFraming.NONE,
                order("id: 1"),
                new byte[] {8},
                new byte[] {10, 5, 1},
                order("placed { seconds: 999999999999 }"),
                order("took { seconds: 1 nanos: -1 }"),
                null,
                concat(order("id: 1"), new byte[] {0x14}),
                order("id: 2"));

        assertThat(batch.counts().rejected()).containsEntry(3, 6L);
        assertThat(rows(batch, "id")).containsExactlyInAnyOrder("1", "2");
        assertThat(QueriedRows.of(connection, "select reason from " + DecodedBatch.REJECTED + " order by sequence"))
                .satisfies(reasons -> {
                    assertThat(reasons).hasSize(6);
                    assertThat(reasons.get(0)).contains("is no shop.v1.Order", "input");
                    assertThat(reasons.get(2)).contains("a Timestamp of 999999999999 seconds");
                    assertThat(reasons.get(3)).contains("a Duration of 1 seconds and -1");
                    assertThat(reasons.get(4)).contains("has no payload");
                });
    }

    /** Before the message are a zero, four bytes that number a schema, and which message of its file it is. */
    @Test
    void recordsOfARegistrySayWhichMessageTheyAre() throws Exception {
        DecodedBatch batch = decode(
                MessageFraming.CONFLUENT,
                concat(new byte[] {0, 0, 0, 0, 7, 2, 2}, order("id: 1")),
                concat(new byte[] {0, 0, 0, 0, 7, 0}, order("id: 2")),
                concat(new byte[] {0, 0, 0, 0, 7, 2, 8}, order("id: 3")),
                order("id: 4"),
                new byte[] {0, 0, 0});

        assertThat(rows(batch, "id")).containsExactly("1");
        assertThat(QueriedRows.of(connection, "select reason from " + DecodedBatch.REJECTED + " order by sequence"))
                .satisfies(reasons -> {
                    assertThat(reasons.get(0)).contains("is a shop.v1.Item, no shop.v1.Order");
                    assertThat(reasons.get(1)).contains("message 4 of 2");
                    assertThat(reasons.get(2)).contains("does not name its schema");
                });
    }
}
