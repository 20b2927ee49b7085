package io.weir.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.avro.AvroReaders;
import io.weir.ingest.avro.AvroRecords;
import io.weir.ingest.avro.WriterSchema;
import io.weir.ingest.protobuf.MessageFraming;
import io.weir.ingest.protobuf.ProtobufRecords;
import io.weir.ingest.protobuf.ProtobufTranslation;
import io.weir.ingest.stage.StagedRecords;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** A column of days or times holds all that a text says, or does not get it. */
class MomentsTest extends DecodedValuesTest {

    /** A record for each of some texts. */
    private void texts(String type, String... texts) throws SQLException {
        json(
                "STRUCT(v " + type + ")",
                Stream.of(texts)
                        .map(text -> "{\"v\":" + JsonPath.quote(text) + "}")
                        .toArray(String[]::new));
    }

    private static String loses(int sequence, String type, String text) {
        return sequence + "|$.\"v\" does not fit " + type + ", which would lose a part of " + text;
    }

    @Test
    void everyWayToWriteADayThatFitsIsTaken() throws SQLException {
        texts(
                "DATE",
                "2026-01-01",
                " 2026-1-2 ",
                "2026/01/03",
                "2026 01 04",
                "2026-01-05 00:00:00",
                "2026-01-06T00:00:00Z",
                "2026-01-07T00:00:00.000000000+00:00",
                "2026-01-08T00:00",
                "2026-01-09Z",
                "2026-01-10 00:00:00 UTC",
                "0044-03-15 (BC)",
                "-0005-01-01",
                "290000-01-01",
                "Infinity",
                "-infinity",
                "epoch");

        assertThat(reasons()).isEmpty();
        assertThat(rows("v::varchar"))
                .containsExactlyInAnyOrder(
                        "2026-01-01",
                        "2026-01-02",
                        "2026-01-03",
                        "2026-01-04",
                        "2026-01-05",
                        "2026-01-06",
                        "2026-01-07",
                        "2026-01-08",
                        "2026-01-09",
                        "2026-01-10",
                        "0044-03-15 (BC)",
                        "0006-01-01 (BC)",
                        "290000-01-01",
                        "infinity",
                        "-infinity",
                        "1970-01-01");
    }

    @Test
    void aTextThatSaysMoreThanADayIsNoRow() throws SQLException {
        texts(
                "DATE",
                "2026-01-31 often",
                "2026-01-31 10:00:00",
                "2026-01-31T00:00:00.0000001Z",
                "2026-01-31T00:00:00+02:00",
                "2026-01-31-05:00",
                "2026-01-31 24:00:00",
                "1-1-31-xx",
                "often",
                "2026-01-30");

        assertThat(rows("v::varchar")).containsExactly("2026-01-30");
        assertThat(reasons())
                .containsExactly(
                        loses(100, "DATE", "2026-01-31 often"),
                        loses(101, "DATE", "2026-01-31 10:00:00"),
                        loses(102, "DATE", "2026-01-31T00:00:00.0000001Z"),
                        loses(103, "DATE", "2026-01-31T00:00:00+02:00"),
                        loses(104, "DATE", "2026-01-31-05:00"),
                        loses(105, "DATE", "2026-01-31 24:00:00"),
                        loses(106, "DATE", "1-1-31-xx"),
                        "107|$.\"v\" does not fit DATE");
    }

    @Test
    void aTimeOfDayIsTakenWithNothingAroundIt() throws SQLException {
        texts(
                "TIME",
                "01:00:00",
                " 2:00:00 ",
                "03:00:00.123456",
                "04:00:00.1234567",
                "05:00:00Z",
                "06:00:00+00:00",
                "24:00:00",
                "10:00:00 PM",
                "10:00:00+02:00",
                "2026-01-31 10:00:00",
                "2026-01-31",
                "often");

        assertThat(rows("v::varchar"))
                .containsExactly(
                        "01:00:00",
                        "02:00:00",
                        "03:00:00.123456",
                        "04:00:00.123456",
                        "05:00:00",
                        "06:00:00",
                        "24:00:00");
        assertThat(reasons())
                .containsExactly(
                        loses(107, "TIME", "10:00:00 PM"),
                        loses(108, "TIME", "10:00:00+02:00"),
                        loses(109, "TIME", "2026-01-31 10:00:00"),
                        loses(110, "TIME", "2026-01-31"),
                        "111|$.\"v\" does not fit TIME");
    }

    /** Of two ways to write one moment a column without a zone would make two. */
    @Test
    void aTimestampWithoutAZoneIsTakenInUtcOnly() throws SQLException {
        texts(
                "TIMESTAMP",
                "2026-01-01",
                "2026-01-02 10:00:00",
                "2026-01-03T10:00",
                "2026-01-04T10:00:00Z",
                "2026-01-05T10:00:00.123456+00:00",
                "2026-01-06 10:00:00-00",
                "2026-01-07 10:00:00 UTC",
                "-0005-01-01 10:00:00",
                "2026-01-31T10:00:00+02:00",
                "2026-01-31 10:00:00-02:00:30   ",
                "2026-01-31 10:00:00.5-05",
                "often");

        assertThat(rows("v::varchar"))
                .containsExactly(
                        "0006-01-01 (BC) 10:00:00",
                        "2026-01-01 00:00:00",
                        "2026-01-02 10:00:00",
                        "2026-01-03 10:00:00",
                        "2026-01-04 10:00:00",
                        "2026-01-05 10:00:00.123456",
                        "2026-01-06 10:00:00",
                        "2026-01-07 10:00:00");
        assertThat(reasons())
                .containsExactly(
                        loses(108, "TIMESTAMP", "2026-01-31T10:00:00+02:00"),
                        loses(109, "TIMESTAMP", "2026-01-31 10:00:00-02:00:30   "),
                        loses(110, "TIMESTAMP", "2026-01-31 10:00:00.5-05"),
                        "111|$.\"v\" does not fit TIMESTAMP");
    }

    /** Clocks of .NET and Go have more digits than any column: who sends them means the moment. */
    @Test
    void digitsAfterTheMicrosecondsAreLeftOut() throws SQLException {
        texts("TIMESTAMP", "2026-01-31T10:00:00.1234567Z", "2026-01-31 10:00:00.123456789");

        assertThat(reasons()).isEmpty();
        assertThat(rows("v::varchar")).containsExactly("2026-01-31 10:00:00.123456", "2026-01-31 10:00:00.123456");

        texts("TIMESTAMP WITH TIME ZONE", "2026-01-31T12:00:00.1234567+02:00", "2026-01-31 10:00:00.123456789Z");

        assertThat(reasons()).isEmpty();
        assertThat(rows("epoch_us(v) = epoch_us(timestamptz '2026-01-31 10:00:00.123456Z')"))
                .containsExactly("true", "true");
    }

    /** Types that somebody chose for a table of their own. */
    @Test
    void aColumnOfFewerDigitsTakesNoMore() throws SQLException {
        texts("TIMESTAMP_S", "2026-01-31 10:00:00.000Z", "2026-01-31 10:00:00.5", "2026-01-31 10:00:00+02");

        assertThat(rows("v::varchar")).containsExactly("2026-01-31 10:00:00");
        assertThat(reasons())
                .containsExactly(
                        loses(101, "TIMESTAMP_S", "2026-01-31 10:00:00.5"),
                        loses(102, "TIMESTAMP_S", "2026-01-31 10:00:00+02"));

        texts("TIMESTAMP_MS", "2026-01-31 10:00:00.1230", "2026-01-31 10:00:00.1234Z");

        assertThat(rows("v::varchar")).containsExactly("2026-01-31 10:00:00.123");
        assertThat(reasons()).containsExactly(loses(101, "TIMESTAMP_MS", "2026-01-31 10:00:00.1234Z"));

        texts("TIME WITH TIME ZONE", "10:00:00+02:00", "2026-01-31 10:00:00");

        assertThat(rows("v::varchar")).containsExactly("10:00:00+02");
        assertThat(reasons()).containsExactly(loses(101, "TIME WITH TIME ZONE", "2026-01-31 10:00:00"));
    }

    @Test
    void soItIsWithinListsAndObjectsAndMaps() throws SQLException {
        json(
                "STRUCT(l DATE[], s STRUCT(t TIMESTAMP), m MAP(VARCHAR, TIME))",
                "{\"l\":[\"2026-01-01\",null],\"s\":{\"t\":\"2026-01-01T10:00:00Z\"},\"m\":{\"k\":\"10:00\",\"n\":null}}",
                "{\"l\":[\"2026-01-01\",\"2026-01-02 often\",\"2026-01-03 often\"]}",
                "{\"s\":{\"t\":\"2026-01-01T10:00:00+02:00\"}}",
                "{\"m\":{\"j\":\"10:00\",\"k\":\"10:00:00+02\"}}",
                "{\"m\":{\"j\":\"x\"}}");

        assertThat(rows("l::varchar, s.t::varchar, m['k']::varchar, m['n']"))
                .containsExactly("[2026-01-01, NULL]|2026-01-01 10:00:00|10:00:00|null");
        assertThat(reasons())
                .containsExactly(
                        "101|$.\"l\"[*] does not fit DATE, which would lose a part of 2026-01-02 often",
                        "102|$.\"s\".\"t\" does not fit TIMESTAMP, which would lose a part of 2026-01-01T10:00:00+02:00",
                        "103|$.\"m\".* does not fit TIME, which would lose a part of 10:00:00+02",
                        "104|$.\"m\".* does not fit TIME");
    }

    @Test
    void soItIsInCsv() throws SQLException {
        String columns = "STRUCT(d DATE, t TIMESTAMP)";

        decode(
                new CsvFormat((StructType) TypeNames.parse(columns), ",", false),
                columns,
                StagedRecords.of(
                        folder,
                        3,
                        100,
                        "2026-01-31,2026-01-31T10:00:00Z",
                        "2026-01-31 10:00,",
                        ",2026-01-31T10:00:00+02:00",
                        ",",
                        "x,"));

        assertThat(rows("d, t::varchar")).containsExactly("2026-01-31|2026-01-31 10:00:00", "null|null");
        assertThat(reasons())
                .containsExactly(
                        "101|$.\"d\" does not fit DATE, which would lose a part of 2026-01-31 10:00",
                        "102|$.\"t\" does not fit TIMESTAMP, which would lose a part of 2026-01-31T10:00:00+02:00",
                        "104|$.\"d\" does not fit DATE");
    }

    /** The table has a column of days from an earlier schema, or somebody declared one. */
    @Test
    void aMomentOfAvroOrProtobufIsADayAtMidnightOnly() throws Exception {
        Schema schema = AvroRecords.schema("""
                {"type": "record", "name": "Order", "fields": [
                  {"name": "placed", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}""");
        AvroReaders readers = new AvroReaders(registry -> id -> {
            throw new AssertionError(id);
        });
        decode(
                new TranslatedFormat(
                        StructType.EMPTY,
                        false,
                        Optional.of(readers.of(WriterSchema.parse(schema.toString(), List.of(), "it")))),
                "STRUCT(placed DATE)",
                StagedRecords.ofBytes(folder, 3, 100, avro(schema, 86_400_000L), avro(schema, 86_400_001L)));

        assertThat(rows("placed")).containsExactly("1970-01-02");
        assertThat(reasons())
                .containsExactly(
                        "101|$.\"placed\" does not fit DATE, which would lose a part of 1970-01-02T00:00:00.001Z");

        decode(
                new TranslatedFormat(
                        StructType.EMPTY,
                        false,
                        Optional.of(new ProtobufTranslation(ProtobufRecords.order(), MessageFraming.NONE))),
                "STRUCT(placed DATE)",
                StagedRecords.ofBytes(
                        folder,
                        3,
                        100,
                        ProtobufRecords.order("placed { seconds: 86400 }"),
                        ProtobufRecords.order("placed { seconds: 86401 }")));

        assertThat(rows("placed")).containsExactly("1970-01-02");
        assertThat(reasons())
                .containsExactly("101|$.\"placed\" does not fit DATE, which would lose a part of 1970-01-02T00:00:01Z");
    }

    private static byte[] avro(Schema schema, long millis) {
        return AvroRecords.bare(AvroRecords.record(schema, order -> order.put("placed", millis)));
    }
}
