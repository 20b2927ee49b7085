package io.weir.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.avro.AvroReaders;
import io.weir.ingest.avro.AvroRecords;
import io.weir.ingest.avro.WriterSchema;
import io.weir.ingest.protobuf.DescriptorSet;
import io.weir.ingest.protobuf.MessageFraming;
import io.weir.ingest.protobuf.MessageType;
import io.weir.ingest.protobuf.ProtobufRecords;
import io.weir.ingest.protobuf.ProtobufTranslation;
import io.weir.ingest.stage.StagedRecords;
import io.weir.ingest.store.StoreAddress;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A writer's schema becomes a wider one, while a table has the columns of the one before. */
@ExtendWith(InMemoryDuckDb.class)
class LaterSchemasTest {

    private static final Schema FIRST = avro("int", "float", 9, 2, "");
    private static final Schema LATER = avro(
            "long", "double", 20, 4, ", {\"name\": \"note\", \"type\": [\"null\", \"string\"], \"default\": null}");

    @TempDir
    Path folder;

    private Connection connection;

    @BeforeEach
    void open(Connection connection) {
        this.connection = connection;
    }

    private static Schema avro(String whole, String fraction, int precision, int scale, String more) {
        return AvroRecords.schema("""
                {"type": "record", "name": "Order", "fields": [
                  {"name": "id", "type": "%s"}, {"name": "rate", "type": "%s"},
                  {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": %d, "scale": %d}}%s]}
                """.formatted(whole, fraction, precision, scale, more));
    }

    private static byte[] order(long id, double rate, String price) {
        return AvroRecords.numbered(2, AvroRecords.record(LATER, order -> {
            order.put("id", id);
            order.put("rate", rate);
            order.put(
                    "price",
                    ByteBuffer.wrap(new BigDecimal(price).unscaledValue().toByteArray()));
            order.put("note", "n" + id);
        }));
    }

    private Decoder decoder(Translation translation) {
        return new Decoder(
                connection,
                Decoding.of(new TranslatedFormat(StructType.EMPTY, false, Optional.of(translation))),
                StructType.EMPTY,
                folder.resolve("prototype.json"),
                folder.resolve("accepted.json"));
    }

    private List<String> rows(String sql) throws SQLException {
        return QueriedRows.of(connection, sql);
    }

    @Test
    void columnsOfAvroTakeWhatTheyHaveRoomForAndAFieldThatIsAddedIsANewOne() throws Exception {
        Map<String, WriterSchema> registered = Map.of(
                "1", WriterSchema.parse(FIRST.toString(), List.of(), "it"),
                "2", WriterSchema.parse(LATER.toString(), List.of(), "it"));
        Decoder decoder = decoder(new AvroReaders(registry -> registered::get)
                .of(new StoreAddress("schemas", StoreAddress.SCHEMA_REGISTRY, Map.of())));
        byte[] first = AvroRecords.numbered(1, AvroRecords.record(FIRST, order -> {
            order.put("id", 1);
            order.put("rate", 0.5f);
            order.put("price", ByteBuffer.wrap(new byte[] {125}));
        }));

        decoder.decode(StagedRecords.ofBytes(folder, 0, 0, first));
        DecodedBatch batch = decoder.decode(StagedRecords.ofBytes(
                folder,
                0,
                1,
                order(1L << 60, 1e300, "1.2500"),
                first,
                order(3, 0.25, "1.2501"),
                order(4, 0.25, "12345678.0000")));

        assertThat(batch.columns().sql())
                .isEqualTo("STRUCT(\"id\" BIGINT, \"rate\" DOUBLE, \"price\" DECIMAL(9,2), \"note\" VARCHAR)");
        assertThat(rows("select id, rate, price, note from weir_rows order by id"))
                .containsExactly("1|0.5|1.25|null", "1152921504606846976|1.0E300|1.25|n1152921504606846976");
        assertThat(rows("select sequence, reason from weir_rejected order by ordinal"))
                .containsExactly(
                        "3|$.\"price\" does not fit DECIMAL(9,2), which would round 1.2501",
                        "4|$.\"price\" does not fit DECIMAL(9,2)");
    }

    private static MessageType protobuf(String whole, String signed, String fraction, String more) throws Exception {
        return DescriptorSet.parse(ProtobufRecords.set("""
                        file { name: "o.proto" syntax: "proto3" message_type { name: "Order"
                          field { name: "id" number: 1 label: LABEL_OPTIONAL type: %s }
                          field { name: "rates" number: 2 label: LABEL_REPEATED type: %s }
                          field { name: "signed" number: 3 label: LABEL_OPTIONAL type: %s }
                          field { name: "parts" number: 5 label: LABEL_REPEATED type: TYPE_MESSAGE type_name: ".Order.Part" }
                          nested_type { name: "Part"
                            field { name: "n" number: 1 label: LABEL_OPTIONAL type: %s } %s } } }
                        """.formatted(whole, fraction, signed, whole, more)))
                .message("Order")
                .orElseThrow();
    }

    /** The descriptors that the pipeline has are the older ones. */
    @Test
    void whatOlderDescriptorsOfProtobufCannotTellIsNotTakenForSomethingElse() throws Exception {
        MessageType older = protobuf("TYPE_INT32", "TYPE_SINT32", "TYPE_FLOAT", "");
        MessageType later = protobuf(
                "TYPE_INT64",
                "TYPE_SINT64",
                "TYPE_FLOAT",
                "field { name: \"more\" number: 2 label: LABEL_OPTIONAL type: TYPE_STRING }");
        MessageType another = protobuf("TYPE_FIXED32", "TYPE_SINT32", "TYPE_DOUBLE", "");

        decoder(new ProtobufTranslation(older, MessageFraming.NONE))
                .decode(StagedRecords.ofBytes(
                        folder,
                        0,
                        0,
                        ProtobufRecords.message(
                                later.descriptor(),
                                "id: 5000000000 rates: 0.5 signed: -5000000000 parts { n: 7 more: \"x\" }"),
                        ProtobufRecords.message(older.descriptor(), "id: -1 signed: -2 parts { n: -3 }"),
                        ProtobufRecords.message(another.descriptor(), "id: 4"),
                        ProtobufRecords.message(another.descriptor(), "parts { n: 4 }"),
                        ProtobufRecords.message(another.descriptor(), "signed: 4")));

        assertThat(rows("select id, signed, parts[1].n from weir_rows order by signed"))
                .containsExactly("5000000000|-5000000000|7", "-1|-2|-3", "0|4|null");
        assertThat(rows("select sequence, reason from weir_rejected order by ordinal"))
                .containsExactly(
                        "2|is no Order: its field id is encoded as another type than the descriptors say",
                        "3|is no Order: its field n is encoded as another type than the descriptors say");
    }

    private static MessageType unsigned(String whole, String wrapper) throws Exception {
        return DescriptorSet.parse(ProtobufRecords.set("""
                        file { name: "o.proto" syntax: "proto3" dependency: "google/protobuf/wrappers.proto"
                          message_type { name: "Order"
                          field { name: "id" number: 1 label: LABEL_OPTIONAL type: TYPE_%1$s }
                          field { name: "ids" number: 2 label: LABEL_REPEATED type: TYPE_%1$s }
                          field { name: "maybe" number: 3 label: LABEL_OPTIONAL type: TYPE_MESSAGE
                            type_name: ".google.protobuf.U%2$sValue" }
                          field { name: "signed" number: 4 label: LABEL_OPTIONAL type: TYPE_MESSAGE
                            type_name: ".google.protobuf.%2$sValue" }
                          field { name: "parts" number: 5 label: LABEL_REPEATED type: TYPE_MESSAGE
                            type_name: ".Order.PartsEntry" }
                          nested_type { name: "PartsEntry" options { map_entry: true }
                            field { name: "key" number: 1 label: LABEL_OPTIONAL type: TYPE_%1$s }
                            field { name: "value" number: 2 label: LABEL_OPTIONAL type: TYPE_%1$s } } } }
                        """.formatted(whole, wrapper)))
                .message("Order")
                .orElseThrow();
    }

    @Test
    void numbersWithoutASignThatOlderDescriptorsOfProtobufThinkSmallAreReadWhole() throws Exception {
        MessageType older = unsigned("UINT32", "Int32");
        MessageType later = unsigned("UINT64", "Int64");

        assertThat(older.columns().sql())
                .isEqualTo("STRUCT(\"id\" BIGINT, \"ids\" BIGINT[], \"maybe\" BIGINT, \"signed\" BIGINT,"
                        + " \"parts\" MAP(VARCHAR, BIGINT))");
        decoder(new ProtobufTranslation(older, MessageFraming.NONE))
                .decode(StagedRecords.ofBytes(
                        folder,
                        0,
                        0,
                        ProtobufRecords.message(
                                later.descriptor(),
                                "id: 5000000000 ids: 9223372036854775807 ids: 1 maybe { value: 5000000000 }"
                                        + " signed { value: -5000000000 } parts { key: 5000000000 value: 6000000000 }"),
                        ProtobufRecords.message(
                                older.descriptor(),
                                "id: 4294967295 maybe { value: 4294967295 } signed { value: -1 } parts { key: 4294967295 }"),
                        ProtobufRecords.message(later.descriptor(), "id: 9223372036854775808"),
                        ProtobufRecords.message(later.descriptor(), "ids: 18446744073709551615"),
                        ProtobufRecords.message(later.descriptor(), "maybe { value: 18446744073709551615 }"),
                        ProtobufRecords.message(later.descriptor(), "parts { key: 18446744073709551615 }"),
                        ProtobufRecords.message(later.descriptor(), "parts { value: 18446744073709551615 }")));

        assertThat(rows("select id, ids::varchar, maybe, signed, parts::varchar from weir_rows order by id"))
                .containsExactly(
                        "4294967295|[]|4294967295|-1|{4294967295=0}",
                        "5000000000|[9223372036854775807, 1]|5000000000|-5000000000|{5000000000=6000000000}");
        assertThat(rows("select sequence, reason from weir_rejected order by ordinal"))
                .containsExactly(
                        tooLarge(2, "id", "9223372036854775808"),
                        tooLarge(3, "ids", "18446744073709551615"),
                        tooLarge(4, "value", "18446744073709551615"),
                        tooLarge(5, "key", "18446744073709551615"),
                        tooLarge(6, "value", "18446744073709551615"));
    }

    private static String tooLarge(int sequence, String field, String value) {
        return sequence + "|is no Order: its field " + field + " is " + value
                + ", which is more than the column of a uint32 holds";
    }
}
