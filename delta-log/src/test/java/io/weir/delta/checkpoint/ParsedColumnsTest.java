package io.weir.delta.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.LogFileNames;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.CommitFile;
import io.weir.delta.action.CommitInfo;
import io.weir.delta.action.FileStatistics;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.json.UnknownFields;
import io.weir.delta.kernel.KernelTable;
import io.weir.delta.log.CheckpointFiles;
import io.weir.delta.schema.ArrayType;
import io.weir.delta.schema.DataType;
import io.weir.delta.schema.DecimalType;
import io.weir.delta.schema.PrimitiveType;
import io.weir.delta.schema.StructField;
import io.weir.delta.schema.StructType;
import io.weir.delta.storage.LocalObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What engines find that look for columns with types, by what DuckDB and Kernel read. */
class ParsedColumnsTest {

    private static final String STRUCT = "delta.checkpoint.writeStatsAsStruct";
    private static final String STATS = """
            {"numRecords":7,"minValues":{"id":-3,"at":"2026-01-02T03:04:05.678Z","day":"2026-01-02","price":1.25,\
            "exact":12345678901234567.89,"name":"it's","place":{"town":"Ulm"}},"maxValues":{"id":9007199254740993},\
            "nullCount":{"id":0,"yes":2,"tags":3,"place":{"town":1}},"tightBounds":false}""";

    @TempDir
    Path temporary;

    private Path checkpoint;

    @BeforeEach
    void makeTheLog() throws IOException {
        Path log = Files.createDirectories(temporary.resolve(LogFileNames.LOG_FOLDER));
        Files.write(
                log.resolve(LogFileNames.commit(10)),
                CommitFile.write(List.of(CommitInfo.of(1_700_000_000_002L, "WRITE"))));
        checkpoint = log.resolve(LogFileNames.checkpoint(10));
    }

    private static StructField field(String name, DataType type) {
        return StructField.of(name, type);
    }

    private static Metadata metadata(Map<String, String> properties, String... partitionColumns) {
        StructType place = StructType.of(List.of(field("town", PrimitiveType.STRING)));
        StructType schema = StructType.of(List.of(
                field("id", PrimitiveType.LONG),
                field("at", PrimitiveType.TIMESTAMP),
                field("day", PrimitiveType.DATE),
                field("price", new DecimalType(10, 2)),
                field("exact", new DecimalType(20, 2)),
                field("name", PrimitiveType.STRING),
                field("yes", PrimitiveType.BOOLEAN),
                field("tags", new ArrayType(PrimitiveType.STRING, true, UnknownFields.NONE)),
                field("place", place),
                field("p", PrimitiveType.DATE),
                field("q", PrimitiveType.TIMESTAMP)));
        Map<String, String> all = new HashMap<>(properties);
        all.putIfAbsent(STRUCT, "true");
        return Metadata.of("5b1f8c1e", "places", null, schema, Arrays.asList(partitionColumns), all, 1L);
    }

    private void write(Metadata metadata, AddFile... files) throws IOException {
        try (CheckpointWriter writer = CheckpointWriter.open(checkpoint, ParsedColumns.of(metadata))) {
            writer.write(Protocol.writerOnly(List.of("domainMetadata")));
            writer.write(metadata);
            for (AddFile file : files) {
                writer.write(file);
            }
            writer.finish();
        }
        assertThat(KernelTable.open(temporary.toString()).files()).hasSameSizeAs(files);
    }

    private static AddFile file(Map<String, String> partition, String stats) {
        return AddFile.of("f-" + partition.hashCode(), partition, 1, 1L, stats);
    }

    private List<String> read(String expression) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (ResultSet rows = statement.executeQuery("SELECT CAST(" + expression
                    + " AS VARCHAR) FROM read_parquet('" + checkpoint + "') WHERE \"add\" IS NOT NULL")) {
                List<String> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            }
        }
    }

    private String typeOf(String expression) throws SQLException {
        return read("typeof(" + expression + ")").get(0);
    }

    @Test
    void statisticsHaveTheTypesOfTheirColumns() throws Exception {
        write(metadata(Map.of()), file(Map.of(), STATS));
        assertThat(read("\"add\".stats_parsed.numRecords")).containsExactly("7");
        assertThat(read("\"add\".stats_parsed.tightBounds")).containsExactly("false");
        assertThat(read("\"add\".stats_parsed.minValues.id")).containsExactly("-3");
        assertThat(read("\"add\".stats_parsed.maxValues.id")).containsExactly("9007199254740993");
        assertThat(read("\"add\".stats_parsed.minValues.at")).containsExactly("2026-01-02 03:04:05.678+00");
        assertThat(typeOf("\"add\".stats_parsed.minValues.at")).isEqualTo("TIMESTAMP WITH TIME ZONE");
        assertThat(typeOf("\"add\".stats_parsed.minValues.day")).isEqualTo("DATE");
        assertThat(read("\"add\".stats_parsed.minValues.price")).containsExactly("1.25");
        assertThat(typeOf("\"add\".stats_parsed.minValues.price")).isEqualTo("DECIMAL(10,2)");
        assertThat(read("\"add\".stats_parsed.minValues.name")).containsExactly("it's");
        assertThat(read("\"add\".stats_parsed.minValues.place.town")).containsExactly("Ulm");
        assertThat(read("\"add\".stats_parsed.nullCount.yes")).containsExactly("2");
        assertThat(read("\"add\".stats_parsed.nullCount.tags")).containsExactly("3");
        assertThat(read("\"add\".stats_parsed.nullCount.place.town")).containsExactly("1");
        assertThat(read("\"add\".stats")).containsExactly(STATS);
    }

    /** Of JSON's numbers that are no integers only fifteen digits are sure. */
    @Test
    void aBoundThatMightNotBeExactIsNone() throws Exception {
        write(metadata(Map.of()), file(Map.of(), STATS));
        assertThat(typeOf("\"add\".stats_parsed.minValues"))
                .doesNotContain("exact")
                .doesNotContain("yes");
        assertThat(typeOf("\"add\".stats_parsed.nullCount")).contains("exact").contains("yes");
    }

    @Test
    void whatIsNoJsonOrOfAnotherTypeIsNothing() throws Exception {
        write(
                metadata(Map.of(), "p"),
                file(Map.of("p", "2026-01-01"), "{"),
                file(Map.of("p", "2026-01-02"), ""),
                file(Map.of("p", "no day"), "{\"numRecords\":1,\"minValues\":{\"id\":\"many\",\"place\":3}}"));
        assertThat(read("\"add\".stats_parsed.numRecords")).containsExactlyInAnyOrder(null, null, "1");
        assertThat(read("\"add\".stats_parsed.minValues.id")).containsOnly((String) null);
        assertThat(read("\"add\".partitionValues_parsed.p"))
                .containsExactlyInAnyOrder("2026-01-01", "2026-01-02", null);
    }

    @Test
    void partitionValuesHaveTypes() throws Exception {
        Map<String, String> absent = new HashMap<>();
        absent.put("p", null);
        absent.put("q", "");
        write(
                metadata(Map.of(), "q", "p"),
                file(Map.of("p", "2026-01-02", "q", "2026-01-02 03:04:05.5"), STATS),
                file(absent, STATS));
        assertThat(typeOf("\"add\".partitionValues_parsed.p")).isEqualTo("DATE");
        assertThat(read("\"add\".partitionValues_parsed.p")).containsExactlyInAnyOrder("2026-01-02", null);
        assertThat(read("\"add\".partitionValues_parsed.q"))
                .containsExactlyInAnyOrder("2026-01-02 03:04:05.5+00", null);
        assertThat(typeOf("\"add\".stats_parsed.nullCount"))
                .doesNotContain("p ")
                .doesNotContain("q ");
    }

    @Test
    void onlyColumnsThatStatisticsTellOfAreThere() throws Exception {
        write(metadata(Map.of("delta.dataSkippingNumIndexedCols", "2")), file(Map.of(), STATS));
        assertThat(typeOf("\"add\".stats_parsed.nullCount")).isEqualTo("STRUCT(id BIGINT, \"at\" BIGINT)");
        write(metadata(Map.of("delta.dataSkippingStatsColumns", "Place, `day`")), file(Map.of(), STATS));
        assertThat(typeOf("\"add\".stats_parsed.nullCount"))
                .isEqualTo("STRUCT(\"day\" BIGINT, place STRUCT(town BIGINT))");
        write(metadata(Map.of("delta.dataSkippingNumIndexedCols", "0")), file(Map.of(), STATS));
        assertThat(typeOf("\"add\".stats_parsed")).isEqualTo("STRUCT(numRecords BIGINT, tightBounds BOOLEAN)");
    }

    @Test
    void aTableThatDoesNotAskHasNone() throws Exception {
        write(metadata(Map.of(STRUCT, "false"), "p"), file(Map.of("p", "2026-01-02"), STATS));
        assertThat(typeOf("\"add\"")).doesNotContain("_parsed");
    }

    /** Tables with {@code delta.checkpoint.writeStatsAsJson = false} have the statistics in no other form. */
    @ParameterizedTest
    @ValueSource(strings = {"\"add\".stats := NULL::VARCHAR, ", ""})
    void statisticsThatAreColumnsAloneAreReadAsJson(String stats) throws Exception {
        write(metadata(Map.of(), "p"), file(Map.of("p", "2026-01-02"), STATS), file(Map.of("p", "2026-01-03"), ""));
        Path other = Files.createDirectories(temporary.resolve("other/" + LogFileNames.LOG_FOLDER))
                .resolve(LogFileNames.checkpoint(10));
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            String kept = "path, partitionValues, size, modificationTime, dataChange, stats_parsed"
                    .replaceAll("(\\w+)", "$1 := \"add\".$1");
            statement.execute("COPY (SELECT * REPLACE (CASE WHEN \"add\" IS NOT NULL THEN struct_pack("
                    + stats.replace("\"add\".", "") + kept + ") END AS \"add\") FROM read_parquet('" + checkpoint
                    + "')) TO '"
                    + other + "' (FORMAT parquet)");
        }

        List<AddFile> files = new ArrayList<>();
        CheckpointReader reader =
                new CheckpointReader(new LocalObjects(other.getParent().getParent()), temporary);
        reader.read(
                new CheckpointFiles(
                        10, CheckpointFiles.Kind.CLASSIC, List.of(LogFileNames.LOG_FOLDER + "/" + other.getFileName())),
                action -> {
                    if (action instanceof AddFile file) {
                        files.add(file);
                    }
                });
        String text = files.stream()
                .map(AddFile::stats)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        assertThat(FileStatistics.parse(text, "stats").numRecords()).isEqualTo(7);
        assertThat(text)
                .contains("2026-01-02T03:04:05.678000Z", "\"price\":1.25", "it's", "Ulm", "\"tightBounds\":false");
        assertThat(files).filteredOn(file -> file.stats() == null).hasSize(1);
    }
}
