package io.weir.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.source.Attributes;
import io.weir.ingest.stage.StagedBatch;
import io.weir.ingest.stage.StagedRecords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(InMemoryDuckDb.class)
class FormatsTest {

    @TempDir
    Path folder;

    private Connection connection;

    @BeforeEach
    void open(Connection connection) {
        this.connection = connection;
    }

    @Test
    void aLineOfCsvIsARowOfTheDeclaredColumns() throws SQLException {
        CsvFormat csv = new CsvFormat(
                columns("STRUCT(id BIGINT, \"a \"\"name\" VARCHAR, price DOUBLE, \"day\" DATE, ok BOOLEAN)"),
                ",",
                false);

        DecodedBatch batch = decode(
                csv,
                "1,plain,1.5,2001-01-31,true",
                "2,\"quoted, \"\"so\"\"\nhere\",,,\r\n",
                ",\"\",-1e3,,false",
                "4,ünï,0,,");

        assertThat(batch.counts().rejected()).isEmpty();
        assertThat(rows("select id, \"a \"\"name\", price, \"day\", ok from weir_rows order by id nulls last"))
                .containsExactly(
                        "1|plain|1.5|2001-01-31|true",
                        "2|quoted, \"so\"\nhere|null|null|null",
                        "4|ünï|0.0|null|null",
                        "null||-1000.0|null|false");
    }

    @Test
    void whatIsNoLineOfCsvIsRejectedAndTheRestFlows() throws SQLException {
        CsvFormat csv = new CsvFormat(columns("STRUCT(id BIGINT, name VARCHAR, at TIMESTAMP)"), ";", true);

        DecodedBatch batch = decode(
                csv,
                "id;name;at",
                "1;a;2001-01-01 10:00:00",
                null,
                "",
                "2;b",
                "3;c;;",
                "x;d;",
                "1.5;e;",
                "6;\"open;",
                "7;in\"side;",
                "8;g;yesterday",
                "9;h;\n10;i;",
                "99999999999999999999;j;",
                "11;k;");

        assertThat(rows("select sequence, reason from weir_rejected order by ordinal"))
                .containsExactly(
                        "102|has no payload",
                        "103|is empty",
                        "104|has 2 fields, not 3",
                        "105|has 4 fields, not 3",
                        "106|$.\"id\" does not fit BIGINT",
                        "107|$.\"id\" does not fit BIGINT",
                        "108|is no line of CSV",
                        "109|is no line of CSV",
                        "110|$.\"at\" does not fit TIMESTAMP",
                        "111|is no line of CSV",
                        "112|$.\"id\" does not fit BIGINT");
        assertThat(batch.counts().filtered()).isEqualTo(Map.of(3, 1L));
        assertThat(batch.rows()).isEqualTo(2);
        assertThat(rows("select id, name, \"at\" from weir_rows order by id"))
                .containsExactly("1|a|2001-01-01 10:00:00.0", "11|k|null");
    }

    @Test
    void changesAreRowsThatSayHowTheyWereChanged() throws SQLException {
        DecodedBatch batch = decode(
                new DebeziumFormat(StructType.EMPTY),
                "{\"before\":null,\"after\":{\"id\":1,\"name\":\"a\"},\"source\":{\"ts_ms\":5},\"op\":\"c\",\"ts_ms\":6}",
                "{\"schema\":{},\"payload\":{\"before\":{\"id\":1,\"name\":\"a\"},\"after\":{\"id\":1,\"name\":null},"
                        + "\"op\":\"u\",\"ts_ms\":7}}",
                "{\"before\":{\"id\":1,\"name\":null},\"after\":null,\"op\":\"d\",\"ts_ms\":8}",
                null,
                "{\"op\":\"r\",\"after\":{}}",
                "{\"op\":\"t\",\"ts_ms\":9}",
                "{\"op\":\"d\",\"before\":null}",
                "{\"id\":1}",
                "[]",
                "no");

        assertThat(rows("select id, name, __op, __ts_ms, __source_ts_ms from weir_rows order by __ts_ms"))
                .containsExactly("1|a|c|6|5", "1|null|u|7|null", "1|null|d|8|null", "null|null|r|null|null");
        assertThat(batch.counts().filtered()).isEqualTo(Map.of(3, 1L));
        assertThat(rows("select sequence, reason from weir_rejected order by ordinal"))
                .containsExactly(
                        "105|has op t, which changes no row",
                        "106|has op d, but no before",
                        "107|is no change event of Debezium: it has no op",
                        "108|is JSON, but no object",
                        "109|is not JSON");
    }

    @Test
    void cloudEventsOfBothModesHaveTheSameColumns() throws SQLException {
        Map<String, String> headers = Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                "b",
                "ce_source",
                "/s",
                "ce_type",
                "t",
                "ce_region",
                "eu",
                "other",
                "x");
        Map<String, String> amqp = Map.of(
                "cloudEvents:specversion",
                "1.0",
                "cloudEvents:id",
                "c",
                "cloudEvents:source",
                "/s",
                "cloudEvents:type",
                "t",
                "content-type",
                "text/plain");

        DecodedBatch batch = decode(
                new CloudEventsFormat(StructType.EMPTY),
                enveloped(
                        Map.of("content-type", "application/cloudevents+json"),
                        "{\"specversion\":\"1.0\",\"id\":\"a\",\"source\":\"/s\",\"type\":\"t\","
                                + "\"time\":\"2001-01-01T10:00:00Z\",\"data\":{\"x\":1}}"),
                enveloped(headers, "{\"x\":2,\"y\":null}"),
                enveloped(headers, null),
                enveloped(Map.of(), "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"/s\",\"type\":\"t\"}"),
                enveloped(headers, "{\"x\":3},\"forged\":{}"),
                enveloped(Map.of("ce_id", "z"), "{}"),
                enveloped(Map.of(), "{\"specversion\":\"0.3\",\"id\":\"e\",\"source\":\"/s\",\"type\":\"t\"}"),
                enveloped(Map.of(), "oops"));

        assertThat(rows("select id, epoch(\"time\"), region, data.x, datacontenttype from weir_rows order by all"))
                .containsExactly(
                        "a|9.783432E8|null|1|null", "b|null|eu|2|application/json", "b|null|eu|null|application/json");
        assertThat(rows("select reason from weir_rejected order by ordinal"))
                .containsExactly(
                        "is no CloudEvent: it has no id",
                        "has data that is not JSON",
                        "is no CloudEvent: it has no specversion",
                        "is a CloudEvent of a version other than 1",
                        "is not JSON");
        assertThat(rows("select decode(payload) from weir_rejected order by ordinal"))
                .contains("oops");
        assertThat(batch.rows()).isEqualTo(3);

        decode(new CloudEventsFormat(StructType.EMPTY), enveloped(amqp, "a \"text\""));
        assertThat(rows("select id, data from weir_rows")).containsExactly("c|a \"text\"");
    }

    @Test
    void rawRecordsAreKeptAsTheyAre() throws SQLException {
        DecodedBatch batch = decode(
                new RawFormat(),
                enveloped(Map.of("k", "v"), "any \"text\"\nat all"),
                enveloped(Map.of(), null),
                enveloped(Map.of(), ""));

        assertThat(batch.columns().fields().keySet())
                .containsExactly(
                        "event_body",
                        "partition_id",
                        "sequence_number",
                        "enqueued_time",
                        "properties",
                        "system_properties",
                        "ingestion_timestamp");
        assertThat(batch.counts().rejected()).isEmpty();
        assertThat(
                        rows(
                                "select event_body, partition_id, sequence_number, epoch(enqueued_time), properties,"
                                        + " system_properties, ingestion_timestamp > enqueued_time from weir_rows order by sequence_number"))
                .containsExactly(
                        "any \"text\"\nat all|3|100|9.783432E8|{\"k\":\"v\"}|{\"offset\":7}|true",
                        "null|3|101|9.783432E8|{}|{\"offset\":7}|true",
                        "|3|102|9.783432E8|{}|{\"offset\":7}|true");
    }

    @Test
    void declaredColumnsKeepTheirTypesWhateverComesFirst() throws SQLException {
        DecodedBatch batch = decode(
                new JsonFormat(columns("STRUCT(price DECIMAL(10,2), at TIMESTAMP)")),
                "{\"price\":1,\"at\":\"2001-01-01 10:00:00\",\"more\":true}",
                "{\"price\":\"much\"}");

        assertThat(batch.columns().sql())
                .isEqualTo("STRUCT(\"price\" DECIMAL(10,2), \"at\" TIMESTAMP, \"more\" BOOLEAN)");
        assertThat(rows("select price, \"at\", more from weir_rows"))
                .containsExactly("1.00|2001-01-01 10:00:00.0|true");
        assertThat(rows("select reason from weir_rejected")).containsExactly("$.\"price\" does not fit DECIMAL(10,2)");
    }

    private static StructType columns(String type) {
        return (StructType) TypeNames.parse(type);
    }

    private static byte[] enveloped(Map<String, String> headers, String payload) {
        ByteBuffer sealed = Attributes.of(Instant.parse("2001-01-01T10:00:00Z"), headers, Map.of("offset", 7))
                .envelop(payload == null ? null : ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)));
        byte[] bytes = new byte[sealed.remaining()];
        sealed.get(bytes);
        return bytes;
    }

    private DecodedBatch decode(Format format, String... payloads) throws SQLException {
        return decode(format, StagedRecords.of(folder, 3, 100, payloads));
    }

    private DecodedBatch decode(Format format, byte[]... payloads) throws SQLException {
        return decode(format, StagedRecords.ofBytes(folder, 3, 100, payloads));
    }

    private DecodedBatch decode(Format format, StagedBatch batch) throws SQLException {
        return new Decoder(
                        connection,
                        Decoding.of(format),
                        StructType.EMPTY,
                        folder.resolve("prototype.json"),
                        folder.resolve("accepted.json"))
                .decode(batch);
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                StringJoiner values = new StringJoiner("|");
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    values.add(String.valueOf(rows.getString(column)));
                }
                found.add(values.toString());
            }
        }
        return found;
    }
}
