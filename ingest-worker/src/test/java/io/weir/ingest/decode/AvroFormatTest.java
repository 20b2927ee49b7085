package io.weir.ingest.decode;

import static io.weir.ingest.avro.AvroRecords.bare;
import static io.weir.ingest.avro.AvroRecords.file;
import static io.weir.ingest.avro.AvroRecords.numbered;
import static io.weir.ingest.avro.AvroRecords.record;
import static io.weir.ingest.avro.AvroRecords.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.ingest.avro.AvroReaders;
import io.weir.ingest.avro.WriterSchema;
import io.weir.ingest.source.Attributes;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.stage.StagedRecords;
import io.weir.ingest.store.StoreAddress;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.generic.GenericData;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(InMemoryDuckDb.class)
class AvroFormatTest {

    private static final Schema ORDER = schema("{\"type\":\"record\",\"name\":\"Order\",\"fields\":["
            + "{\"name\":\"id\",\"type\":\"long\"},{\"name\":\"note\",\"type\":[\"null\",\"string\"]}]}");

    private static final Schema ORDER_WITH_PRICE = schema("{\"type\":\"record\",\"name\":\"Order\",\"fields\":["
            + "{\"name\":\"id\",\"type\":\"long\"},{\"name\":\"price\",\"type\":\"double\"}]}");

    @TempDir
    Path folder;

    private final Map<String, WriterSchema> registered = new HashMap<>();
    private final AvroReaders readers = new AvroReaders(registry -> id -> {
        if (id.equals("99")) {
            throw new SourceException("the registry is down", false, null);
        }
        return Optional.ofNullable(registered.get(id))
                .orElseThrow(() -> new UnreadableRecordException("names schema " + id + ", which is not there"));
    });
    private Connection connection;

    @BeforeEach
    void open(Connection connection) {
        this.connection = connection;
    }

    private static GenericData.Record order(long id, String note) {
        return record(ORDER, order -> {
            order.put("id", id);
            order.put("note", note);
        });
    }

    private Translation named() {
        return readers.of(new StoreAddress("schemas", StoreAddress.SCHEMA_REGISTRY, Map.of()));
    }

    private Decoder decoder(Translation translation, StructType target, UnknownKeys unknown, RowOrder order) {
        TranslatedFormat format = new TranslatedFormat(StructType.EMPTY, false, Optional.of(translation));
        return new Decoder(
                connection,
                new Decoding(format, List.of(), order, unknown),
                target,
                folder.resolve("prototype.json"),
                folder.resolve("accepted.json"));
    }

    private DecodedBatch decode(Translation translation, byte[]... payloads) throws SQLException {
        return decoder(translation, StructType.EMPTY, UnknownKeys.ADDED, RowOrder.ANY)
                .decode(StagedRecords.ofBytes(folder, 3, 100, payloads));
    }

    private List<String> rows(String sql) throws SQLException {
        return QueriedRows.of(connection, sql);
    }

    private static StructType columns(String type) {
        return (StructType) TypeNames.parse(type);
    }

    @Test
    void typesOfTheSchemaAreTypesOfColumns() throws Exception {
        Schema schema = schema("""
                {"type": "record", "name": "All", "fields": [
                  {"name": "yes", "type": "boolean"}, {"name": "small", "type": "int"}, {"name": "large", "type": "long"},
                  {"name": "single", "type": "float"}, {"name": "twice", "type": "double"},
                  {"name": "text", "type": "string"}, {"name": "raw", "type": "bytes"},
                  {"name": "color", "type": {"type": "enum", "name": "Color", "symbols": ["RED", "BLUE"]}},
                  {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 30, "scale": 4}},
                  {"name": "fixed", "type": {"type": "fixed", "name": "F", "size": 4, "logicalType": "decimal",
                    "precision": 9, "scale": 2}},
                  {"name": "day", "type": {"type": "int", "logicalType": "date"}},
                  {"name": "clock", "type": {"type": "int", "logicalType": "time-millis"}},
                  {"name": "fine", "type": {"type": "long", "logicalType": "time-micros"}},
                  {"name": "millis", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                  {"name": "micros", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                  {"name": "wall", "type": {"type": "long", "logicalType": "local-timestamp-micros"}},
                  {"name": "key", "type": {"type": "string", "logicalType": "uuid"}},
                  {"name": "key16", "type": {"type": "fixed", "name": "U", "size": 16, "logicalType": "uuid"}},
                  {"name": "both", "type": ["null", "int", "double"]}, {"name": "any", "type": ["int", "string"]},
                  {"name": "never", "type": "null"}]}""");
        GenericData.Record value = record(schema, all -> {
            all.put("yes", true);
            all.put("small", -5);
            all.put("large", 9_007_199_254_740_993L);
            all.put("single", 0.1f);
            all.put("twice", Double.NEGATIVE_INFINITY);
            all.put("text", "a\n\"ü\"");
            all.put("raw", ByteBuffer.wrap(new byte[] {0, -1}));
            all.put("color", new GenericData.EnumSymbol(schema.getField("color").schema(), "BLUE"));
            all.put(
                    "price",
                    ByteBuffer.wrap(new BigDecimal("-12345678901234567890.1234")
                            .unscaledValue()
                            .toByteArray()));
            all.put("fixed", new GenericData.Fixed(schema.getField("fixed").schema(), new byte[] {0, 0, 1, 0}));
            all.put("day", -1);
            all.put("clock", 1_500);
            all.put("fine", 1_000_001L);
            all.put("millis", -1L);
            all.put("micros", 1_700_000_000_123_456L);
            all.put("wall", 1_700_000_000_123_456L);
            all.put("key", "7d444840-9dc0-11d1-b245-5ffdce74fad2");
            all.put("key16", new GenericData.Fixed(schema.getField("key16").schema(), new byte[16]));
            all.put("both", 0.5);
            all.put("any", "seven");
        });

        DecodedBatch batch = decode(readers.of(WriterSchema.parse(schema.toString(), List.of(), "it")), bare(value));

        assertThat(batch.columns().sql())
                .isEqualTo("STRUCT(\"yes\" BOOLEAN, \"small\" BIGINT, \"large\" BIGINT, \"single\" DOUBLE,"
                        + " \"twice\" DOUBLE, \"text\" VARCHAR, \"raw\" VARCHAR, \"color\" VARCHAR,"
                        + " \"price\" DECIMAL(30,4), \"fixed\" DECIMAL(9,2), \"day\" DATE, \"clock\" TIME,"
                        + " \"fine\" TIME, \"millis\" TIMESTAMP WITH TIME ZONE, \"micros\" TIMESTAMP WITH TIME ZONE,"
                        + " \"wall\" TIMESTAMP, \"key\" UUID, \"key16\" UUID, \"both\" DOUBLE, \"any\" VARCHAR,"
                        + " \"never\" VARCHAR)");
        assertThat(rows("select reason from weir_rejected")).isEmpty();
        assertThat(
                        rows(
                                "select yes, small, large, single, twice, text, raw, color, price, fixed, \"day\", clock, fine,"
                                        + " epoch_us(millis), epoch_us(micros), wall, key, key16, \"both\", \"any\", never from weir_rows"))
                .containsExactly("true|-5|9007199254740993|0.1|-Infinity|a\n\"ü\"|AP8=|BLUE|-12345678901234567890.1234"
                        + "|2.56|1969-12-31|00:00:01.500|00:00:01.000001|-1000|1700000000123456"
                        + "|2023-11-14 22:13:20.123456|7d444840-9dc0-11d1-b245-5ffdce74fad2"
                        + "|00000000-0000-0000-0000-000000000000|0.5|seven|null");
    }

    @Test
    void whatIsNestedStaysNested() throws Exception {
        Schema schema = schema("""
                {"type": "record", "name": "Tree", "fields": [
                  {"name": "at", "type": {"type": "record", "name": "Place", "fields": [
                    {"name": "x", "type": "double"}, {"name": "tags", "type": {"type": "array", "items": "string"}}]}},
                  {"name": "stops", "type": {"type": "array", "items": ["null", "Place"]}},
                  {"name": "counts", "type": {"type": "map", "values": "long"}},
                  {"name": "places", "type": {"type": "map", "values": ["null", "Place"]}},
                  {"name": "next", "type": ["null", "Tree"]}]}""");
        GenericData.Record place = record(schema.getField("at").schema(), at -> {
            at.put("x", 1.5);
            at.put("tags", List.of("a", "b"));
        });
        GenericData.Record leaf = record(schema, tree -> {
            tree.put("at", place);
            tree.put("stops", List.of());
            tree.put("counts", Map.of());
            tree.put("places", Map.of());
        });
        Map<Utf8, Object> places = new HashMap<>();
        places.put(new Utf8("home"), place);
        places.put(new Utf8("none"), null);
        GenericData.Record root = record(schema, tree -> {
            tree.put("at", place);
            tree.put("stops", Arrays.asList(place, null));
            tree.put("counts", Map.of(new Utf8("k \"1\""), 1L << 60));
            tree.put("places", places);
            tree.put("next", leaf);
        });

        DecodedBatch batch =
                decode(readers.of(WriterSchema.parse(schema.toString(), List.of(), "it")), bare(root), bare(leaf));

        assertThat(batch.columns().sql())
                .isEqualTo("STRUCT(\"at\" STRUCT(\"x\" DOUBLE, \"tags\" VARCHAR[]),"
                        + " \"stops\" STRUCT(\"x\" DOUBLE, \"tags\" VARCHAR[])[], \"counts\" MAP(VARCHAR, BIGINT),"
                        + " \"places\" MAP(VARCHAR, STRUCT(\"x\" DOUBLE, \"tags\" VARCHAR[])), \"next\" VARCHAR)");
        assertThat(batch.columns()).isEqualTo(TypeNames.parse(batch.columns().sql()));
        assertThat(rows("select reason from weir_rejected")).isEmpty();
        assertThat(
                        rows(
                                "select \"at\".tags[2], len(stops), stops[1].x, stops[2], counts['k \"1\"'], places['home'].tags[1],"
                                        + " places['none'], cardinality(places), next->'$.at.x' from weir_rows order by len(stops)"))
                .containsExactly(
                        "b|0|null|null|null|null|null|0|null", "b|2|1.5|null|1152921504606846976|a|null|2|1.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy", "zstandard"})
    void aFileOfAvroIsARecordWithItsSchema(String codec) throws SQLException {
        CodecFactory codecs = CodecFactory.fromString(codec);
        byte[] whole = file(codecs, ORDER, order(1, "a"));

        DecodedBatch batch = decode(
                readers.ofFiles(),
                whole,
                file(codecs, ORDER_WITH_PRICE, record(ORDER_WITH_PRICE, order -> {
                    order.put("id", 2L);
                    order.put("price", 2.5);
                })),
                file(codecs, ORDER),
                file(codecs, ORDER, order(3, null), order(4, null)),
                Arrays.copyOf(whole, whole.length - 7),
                "Obj".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                new byte[0],
                null);

        assertThat(batch.columns().sql()).isEqualTo("STRUCT(\"id\" BIGINT, \"note\" VARCHAR, \"price\" DOUBLE)");
        assertThat(rows("select id, note, price from weir_rows order by id")).containsExactly("1|a|null", "2|null|2.5");
        assertThat(rows("select sequence, split_part(reason, ':', 1) from weir_rejected order by ordinal"))
                .containsExactly(
                        "102|is a file of Avro with 0 values in it, not one",
                        "103|is a file of Avro with 2 values in it, not one",
                        "104|is no whole file of Avro",
                        "105|is no whole file of Avro",
                        "106|is no whole file of Avro",
                        "107|has no payload");
        assertThat(batch.rows()).isEqualTo(2);
    }

    @Test
    void recordsNameTheirSchemasAndBringNewColumns() throws Exception {
        registered.put("1", WriterSchema.parse(ORDER.toString(), List.of(), "it"));
        registered.put("2", WriterSchema.parse(ORDER_WITH_PRICE.toString(), List.of(), "it"));
        byte[] priced = numbered(2, record(ORDER_WITH_PRICE, order -> {
            order.put("id", 2L);
            order.put("price", 2.5);
        }));
        byte[] cut = numbered(1, order(3, "cut"));
        byte[] longer = numbered(1, order(4, "longer"));

        DecodedBatch batch = decode(
                named(),
                numbered(1, order(1, null)),
                priced,
                numbered(3, order(9, null)),
                Arrays.copyOf(cut, cut.length - 1),
                Arrays.copyOf(longer, longer.length + 1),
                bare(order(9, "bare")),
                new byte[] {0, 0, 0},
                new byte[] {0, 0, 0, 0, 1, 2, 4});

        assertThat(batch.columns().sql()).isEqualTo("STRUCT(\"id\" BIGINT, \"note\" VARCHAR, \"price\" DOUBLE)");
        assertThat(rows("select id, note, price from weir_rows order by id"))
                .containsExactly("1|null|null", "2|null|2.5");
        assertThat(rows("select sequence, reason from weir_rejected order by ordinal"))
                .containsExactly(
                        "102|names schema 3, which is not there",
                        "103|is not what its schema says: it ends too early",
                        "104|has bytes after its end, so it was written by another schema than it says",
                        "105|does not name its schema: it begins with no zero and the number of a schema",
                        "106|does not name its schema: it begins with no zero and the number of a schema",
                        "107|is not what its schema says: choice 2 of 2");
        assertThat(rows("select octet_length(payload) from weir_rejected where sequence = 106"))
                .containsExactly("3");
    }

    @Test
    void valuesThatDoNotFitTheTableAreRejectedAndUnknownKeysIfTheyAreToBe() throws Exception {
        registered.put("1", WriterSchema.parse(ORDER.toString(), List.of(), "it"));
        registered.put("2", WriterSchema.parse(ORDER_WITH_PRICE.toString(), List.of(), "it"));
        byte[] priced = numbered(2, record(ORDER_WITH_PRICE, order -> {
            order.put("id", 2L);
            order.put("price", 2.5);
        }));
        StructType target = columns("STRUCT(id BIGINT, note BIGINT)");

        decoder(named(), target, UnknownKeys.REFUSED, RowOrder.READ)
                .decode(StagedRecords.ofBytes(
                        folder, 0, 0, numbered(1, order(1, "5")), numbered(1, order(2, "five")), priced));

        assertThat(rows("select id, note from weir_rows")).containsExactly("1|5");
        assertThat(rows("select sequence, reason from weir_rejected order by ordinal"))
                .containsExactly("1|$.\"note\" does not fit BIGINT", "2|$ has the key \"price\", which is no column");

        decoder(named(), target, UnknownKeys.DROPPED, RowOrder.TRACED)
                .decode(StagedRecords.ofBytes(folder, 0, 0, priced, numbered(1, order(3, null))));
        assertThat(rows("select id, note from weir_rows order by id")).containsExactly("2|null", "3|null");
    }

    /** The whole way: the attributes of a record are beside it where it is staged, too. */
    @Test
    void aContentTypeNamesASchemaOfAzuresRegistry() throws Exception {
        String id = "64fc737160ff41bdb8a0b8af028e6827";
        registered.put(id, WriterSchema.parse(ORDER.toString(), List.of(), "it"));
        Translation azure = readers.of(new StoreAddress("schemas", StoreAddress.AZURE_SCHEMA_REGISTRY, Map.of()));
        TranslatedFormat format = new TranslatedFormat(StructType.EMPTY, true, Optional.of(azure));
        byte[] value = bare(order(1, "a"));

        new Decoder(
                        connection,
                        Decoding.of(format),
                        StructType.EMPTY,
                        folder.resolve("prototype.json"),
                        folder.resolve("accepted.json"))
                .decode(StagedRecords.ofBytes(
                        folder, 0, 0, typed(value, "avro/binary+" + id), typed(value, "application/json")));

        assertThat(rows("select id, note from weir_rows")).containsExactly("1|a");
        assertThat(rows("select sequence, reason from weir_rejected"))
                .containsExactly("1|does not name its schema: its content type is not avro/binary+ID");
    }

    private static byte[] typed(byte[] value, String contentType) {
        ByteBuffer sealed = Attributes.of(null, Map.of(), Map.of("content-type", contentType))
                .envelop(ByteBuffer.wrap(value));
        byte[] bytes = new byte[sealed.remaining()];
        sealed.get(bytes);
        return bytes;
    }

    @Test
    void aRegistryThatIsDownIsNoRecordsFault() throws Exception {
        registered.put("1", WriterSchema.parse(ORDER.toString(), List.of(), "it"));

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> decode(named(), numbered(1, order(1, null)), numbered(99, order(1, null))));
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> decode(named(), new byte[] {1}, numbered(99, order(1, null))));
    }

    /** Some bytes that claim to be followed by gigabytes: room must not be made for these. */
    @Test
    void noLengthIsBelieved() throws Exception {
        Schema lists = schema("{\"type\":\"record\",\"name\":\"L\",\"fields\":["
                + "{\"name\":\"n\",\"type\":{\"type\":\"array\",\"items\":\"null\"}}]}");
        registered.put("1", WriterSchema.parse(lists.toString(), List.of(), "it"));
        registered.put(
                "2",
                WriterSchema.parse(
                        "{\"type\":\"record\",\"name\":\"B\",\"fields\":[{\"name\":\"b\",\"type\":\"bytes\"}]}",
                        List.of(),
                        "it"));
        byte[] gigabytes = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
        byte[] millions = {(byte) 0x80, (byte) 0x84, (byte) 0xaf, 0x5f};
        byte[] marker = new byte[16];
        byte[] container = ByteBuffer.allocate(64)
                .put(Arrays.copyOf(file(CodecFactory.nullCodec(), ORDER), 4))
                .put((byte) 0)
                .put(marker)
                .put((byte) 2)
                .put(gigabytes)
                .array();

        decode(named(), named(1, millions), named(2, gigabytes));
        assertThat(rows("select reason from weir_rejected order by ordinal"))
                .containsExactly(
                        "is not what its schema says: it would be more than 67108864 bytes of JSON",
                        "is not what its schema says: a part of 2147483647 bytes");
        decode(readers.ofFiles(), container);
        assertThat(rows("select reason from weir_rejected"))
                .containsExactly("is no whole file of Avro: a part of 2147483647 bytes");
    }

    private static byte[] named(int id, byte[] value) {
        return ByteBuffer.allocate(5 + value.length)
                .put((byte) 0)
                .putInt(id)
                .put(value)
                .array();
    }

    @Test
    void aFieldOfWeirsOwnIsNoColumn() throws Exception {
        Schema own = schema(ORDER.toString().replace("note", "__weir_ordinal"));
        registered.put("2", WriterSchema.parse(own.toString(), List.of(), "it"));
        DecodedBatch batch = decode(named(), numbered(2, record(own, order -> {
            order.put("id", 7L);
            order.put("__weir_ordinal", "0");
        })));
        assertThat(batch.columns().sql()).isEqualTo("STRUCT(\"id\" BIGINT)");
        assertThat(rows("select reason from weir_rejected"))
                .containsExactly("$ has the key \"__weir_ordinal\", which is one of Weir's own");
    }
}
