package io.weir.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.avro.AvroReaders;
import io.weir.ingest.avro.AvroRecords;
import io.weir.ingest.avro.WriterSchema;
import io.weir.ingest.protobuf.MessageFraming;
import io.weir.ingest.protobuf.ProtobufRecords;
import io.weir.ingest.protobuf.ProtobufTranslation;
import io.weir.ingest.stage.StagedRecords;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

/** A column of decimals holds what it gets to the last digit, or does not get it. */
class DecimalsTest extends DecodedValuesTest {

    @Test
    void everyWayToWriteAValueThatFitsIsTaken() throws SQLException {
        json(
                "STRUCT(n DECIMAL(9,2))",
                "{\"n\":1}",
                "{\"n\":12345}",
                "{\"n\":1.5}",
                "{\"n\":-1.25}",
                "{\"n\":\"1.2500000000000000000000000000000000000000000000\"}",
                "{\"n\":\" 1.50 \"}",
                "{\"n\":\"12.5e1\"}",
                "{\"n\":\"1500E-3\"}",
                "{\"n\":1e3}",
                "{\"n\":\"0.000\"}",
                "{\"n\":\"0e-9\"}",
                "{\"n\":\".5\"}",
                "{\"n\":\"1_000.5\"}",
                "{\"n\":null}");

        assertThat(reasons()).isEmpty();
        assertThat(rows("n"))
                .containsExactly(
                        "-1.25",
                        "0.00",
                        "0.00",
                        "0.50",
                        "1.00",
                        "1.25",
                        "1.50",
                        "1.50",
                        "1.50",
                        "125.00",
                        "1000.00",
                        "1000.50",
                        "12345.00",
                        "null");
    }

    @Test
    void aValueOfJsonThatWouldBeRoundedIsNoRow() throws SQLException {
        json(
                "STRUCT(n DECIMAL(9,2))",
                "{\"n\":1.005}",
                "{\"n\":\"0.001\"}",
                "{\"n\":1e-7}",
                "{\"n\":\"1.5e-2\"}",
                "{\"n\":\"15e-4\"}",
                "{\"n\":\"0.0000000000000000000000000000000000000000000000001\"}",
                "{\"n\":\"1e-99999999999\"}",
                "{\"n\":\"much\"}",
                "{\"n\":12345678}",
                "{\"n\":2.5}");

        assertThat(rows("n")).containsExactly("2.50");
        assertThat(reasons())
                .containsExactly(
                        "100|$.\"n\" does not fit DECIMAL(9,2), which would round 1.005",
                        "101|$.\"n\" does not fit DECIMAL(9,2), which would round 0.001",
                        "102|$.\"n\" does not fit DECIMAL(9,2), which would round 1e-7",
                        "103|$.\"n\" does not fit DECIMAL(9,2), which would round 1.5e-2",
                        "104|$.\"n\" does not fit DECIMAL(9,2), which would round 15e-4",
                        "105|$.\"n\" does not fit DECIMAL(9,2), which would round 0.0000000000000000000000000000000000000000000000001",
                        "106|$.\"n\" does not fit DECIMAL(9,2)",
                        "107|$.\"n\" does not fit DECIMAL(9,2)",
                        "108|$.\"n\" does not fit DECIMAL(9,2)");
    }

    @Test
    void soItIsWithinListsAndObjectsAndMaps() throws SQLException {
        json(
                "STRUCT(l DECIMAL(9,2)[], s STRUCT(n DECIMAL(38,0)), m MAP(VARCHAR, DECIMAL(9,2)))",
                "{\"l\":[1,1.25],\"s\":{\"n\":7},\"m\":{\"k\":1.5}}",
                "{\"l\":[1,1.255,1.256]}",
                "{\"s\":{\"n\":0.5}}",
                "{\"m\":{\"j\":1,\"k\":1.555}}",
                "{\"m\":{\"j\":\"x\"}}");

        assertThat(rows("l::varchar, s.n, m['k']")).containsExactly("[1.00, 1.25]|7|1.50");
        assertThat(reasons())
                .containsExactly(
                        "101|$.\"l\"[*] does not fit DECIMAL(9,2), which would round 1.255",
                        "102|$.\"s\".\"n\" does not fit DECIMAL(38,0), which would round 0.5",
                        "103|$.\"m\".* does not fit DECIMAL(9,2), which would round 1.555",
                        "104|$.\"m\".* does not fit DECIMAL(9,2)");
    }

    @Test
    void aValueOfCsvThatWouldBeRoundedIsNoRow() throws SQLException {
        String columns = "STRUCT(id BIGINT, price DECIMAL(9,2))";

        decode(
                new CsvFormat((StructType) TypeNames.parse(columns), ",", false),
                columns,
                StagedRecords.of(folder, 3, 100, "1,1.25", "2,1.250", "3,1.255", "4,", "5,1e1", "6,1e-3", "7,x"));

        assertThat(rows("id, price")).containsExactly("1|1.25", "2|1.25", "4|null", "5|10.00");
        assertThat(reasons())
                .containsExactly(
                        "102|$.\"price\" does not fit DECIMAL(9,2), which would round 1.255",
                        "105|$.\"price\" does not fit DECIMAL(9,2), which would round 1e-3",
                        "106|$.\"price\" does not fit DECIMAL(9,2)");
    }

    /** The table has the column from an earlier schema, of fewer digits. */
    @Test
    void aValueOfAvroThatWouldBeRoundedIsNoRow() throws Exception {
        Schema schema = AvroRecords.schema("""
                {"type": "record", "name": "Order", "fields": [
                  {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 20, "scale": 4}},
                  {"name": "parts", "type": {"type": "map", "values":
                    {"type": "bytes", "logicalType": "decimal", "precision": 20, "scale": 4}}}]}""");

        decode(
                new TranslatedFormat(
                        StructType.EMPTY,
                        false,
                        Optional.of(new AvroReaders(registry -> id -> {
                                    throw new AssertionError(id);
                                })
                                .of(WriterSchema.parse(schema.toString(), List.of(), "it")))),
                "STRUCT(price DECIMAL(9,2), parts MAP(VARCHAR, DECIMAL(9,2)))",
                StagedRecords.ofBytes(
                        folder,
                        3,
                        100,
                        order(schema, "1.2500", "2.5000"),
                        order(schema, "1.2501", "2.5000"),
                        order(schema, "1.2500", "2.5050")));

        assertThat(rows("price, parts['k']")).containsExactly("1.25|2.50");
        assertThat(reasons())
                .containsExactly(
                        "101|$.\"price\" does not fit DECIMAL(9,2), which would round 1.2501",
                        "102|$.\"parts\".* does not fit DECIMAL(9,2), which would round 2.5050");
    }

    private static byte[] order(Schema schema, String price, String part) {
        return AvroRecords.bare(AvroRecords.record(schema, order -> {
            order.put("price", unscaled(price));
            order.put("parts", Map.of(new Utf8("k"), unscaled(part)));
        }));
    }

    private static ByteBuffer unscaled(String value) {
        return ByteBuffer.wrap(new BigDecimal(value).unscaledValue().toByteArray());
    }

    @Test
    void aDurationOfProtobufThatWouldBeRoundedIsNoRow() throws Exception {
        decode(
                new TranslatedFormat(
                        StructType.EMPTY,
                        false,
                        Optional.of(new ProtobufTranslation(ProtobufRecords.order(), MessageFraming.NONE))),
                "STRUCT(id BIGINT, took DECIMAL(18,3))",
                StagedRecords.ofBytes(
                        folder,
                        3,
                        100,
                        ProtobufRecords.order("id: 1 took { seconds: 1 nanos: 5000000 }"),
                        ProtobufRecords.order("id: 2 took { seconds: 1 nanos: 5 }")));

        assertThat(rows("id, took")).containsExactly("1|1.005");
        assertThat(reasons())
                .containsExactly("101|$.\"took\" does not fit DECIMAL(18,3), which would round 1.000000005");
    }
}
