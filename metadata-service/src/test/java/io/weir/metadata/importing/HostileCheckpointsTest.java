package io.weir.metadata.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Checkpoints that can be read and say what no table can keep: their import ends, and says in which file, row and field. */
class HostileCheckpointsTest {

    private static final String COMMIT = "00000000000000000002.json";
    private static final String V2 = "00000000000000000002.checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11.json";
    private static final String CLASSIC = "00000000000000000002.checkpoint.parquet";

    private static final String PROTOCOL =
            "{'protocol':{'minReaderVersion':3,'minWriterVersion':7,'readerFeatures':['v2Checkpoint'],'writerFeatures':['v2Checkpoint']}}";

    private static final String METADATA =
            "{'metaData':{'id':'%s','format':{'provider':'parquet','options':{}},'schemaString':'{\\'type\\':\\'struct\\',\\'fields\\':[]}',"
                    + "'partitionColumns':[],'configuration':{}}}";

    private static final String ADD =
            "{'add':{'path':'%s','partitionValues':{},'size':1,'modificationTime':1,'dataChange':false,'stats':'%s'}}";

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder, "--weir.metadata.mirror.poll-interval=20ms");
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("nulpath", ADD.formatted("a\\u0000", ""), "line[4].add.path"),
                Arguments.of("halfpath", ADD.formatted("a\\ud800", ""), "line[4].add.path"),
                Arguments.of("halfstats", ADD.formatted("a", "\\ud800"), "line[4].add"),
                Arguments.of("nulapp", "{'txn':{'appId':'a\\u0000','version':1}}", "line[4].txn.appId"),
                Arguments.of(
                        "longapp",
                        "{'txn':{'appId':'" + "x".repeat(2001) + "','version':1}}",
                        "line[4].txn.appId: is too long"),
                Arguments.of(
                        "nuldomain",
                        "{'domainMetadata':{'domain':'d\\u0000','configuration':'','removed':false}}",
                        "line[4].domainMetadata.domain"),
                Arguments.of(
                        "halfdomain",
                        "{'domainMetadata':{'domain':'d','configuration':'\\ud800','removed':false}}",
                        "line[4].domainMetadata"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void ofJsonTheLineIsNamed(String name, String line, String place) throws IOException {
        Path table = table(name);
        writeJson(table, METADATA.formatted("id"), line);
        endsAt(name, table, V2, place);
    }

    @Test
    void metadataIsNamedToo() throws IOException {
        Path table = table("halfmetadata");
        writeJson(table, METADATA.formatted("id\\ud800"));
        endsAt("halfmetadata", table, V2, "line[3].metaData");
    }

    /** The second one names a file that no store has, and none is asked for. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "textsize|{'add':{'path':'a','partitionValues':{},'size':'1'}}|line[4].add.size",
                "nulsidecar|{'sidecar':{'path':'a\\u0000.parquet','sizeInBytes':1,'modificationTime':1}}|line[4].sidecar.path"
            })
    void whatMakesACheckpointCorruptIsNamedWithItsPlace(String name, String line, String place) throws IOException {
        Path table = table(name);
        writeJson(table, METADATA.formatted("id"), line);
        JsonNode refused =
                new ImportRequests(server).order(name, table).expect(422).json();
        assertThat(refused.get("code").stringValue()).isEqualTo("log-gap");
        assertThat(refused.get("detail").stringValue()).contains(V2, place);
    }

    @Test
    void ofParquetTheRowIsNamed() throws IOException, SQLException {
        Path table = table("nulrow");
        writeParquet(
                table.resolve("_delta_log").resolve(CLASSIC),
                json(PROTOCOL),
                json(METADATA.formatted("id")),
                json(ADD.formatted("fine", "")),
                json(ADD.formatted("aNUL", "")));
        endsAt("nulrow", table, CLASSIC, "row[4].add.path");
    }

    private static void endsAt(String name, Path table, String file, String place) {
        ImportRequests requests = new ImportRequests(server);
        JsonNode ended = requests.run(name, table);
        assertThat(ended.get("state").stringValue()).as("%s", ended).isEqualTo("FAILED");
        assertThat(ended.get("code").stringValue()).isEqualTo("invalid-log");
        assertThat(ended.get("detail").stringValue()).contains(file, place);
        server.get("/api/v1/tables/" + name).expect(404);
    }

    /** Behind what every checkpoint has, so that the first of these is its third line. */
    private static void writeJson(Path table, String... lines) throws IOException {
        Files.write(
                table.resolve("_delta_log").resolve(V2),
                Stream.concat(Stream.of("{'checkpointMetadata':{'version':2}}", PROTOCOL), Stream.of(lines))
                        .map(HostileCheckpointsTest::json)
                        .toList());
    }

    /** A table whose log begins at version 2, for which a checkpoint must stand. */
    private static Path table(String name) throws IOException {
        Path log = folder.resolve("tables").resolve(name).resolve("_delta_log");
        Files.createDirectories(log);
        Files.write(log.resolve(COMMIT), List.of(json("{'commitInfo':{'timestamp':1,'operation':'WRITE'}}")));
        return log.getParent();
    }

    /** With apostrophes for quotation marks, which within texts are escaped. */
    private static String json(String text) {
        return text.replace("\\'", "\\\"").replace('\'', '"');
    }

    /** NUL stands for U+0000, which DuckDB takes in no JSON. */
    private static void writeParquet(Path file, String... lines) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("create table lines (number integer, line json)");
            try (PreparedStatement insert = duckdb.prepareStatement("insert into lines values (?, ?)")) {
                for (int number = 0; number < lines.length; number++) {
                    insert.setInt(1, number);
                    insert.setString(2, lines[number]);
                    insert.execute();
                }
            }
            statement.execute("""
                    copy (
                        select
                            from_json((line->'protocol'), '{"minReaderVersion":"INTEGER","minWriterVersion":"INTEGER",
                                "readerFeatures":["VARCHAR"],"writerFeatures":["VARCHAR"]}') as protocol,
                            from_json((line->'metaData'), '{"id":"VARCHAR","format":{"provider":"VARCHAR"},
                                "schemaString":"VARCHAR","partitionColumns":["VARCHAR"]}') as "metaData",
                            case when (line->'add') is not null then struct_pack(
                                path := replace((line->>'$.add.path'), 'NUL', chr(0)),
                                "partitionValues" := map([]::varchar[], []::varchar[]), size := 1::bigint,
                                "modificationTime" := 1::bigint, "dataChange" := false) end as add
                        from lines order by number)
                    to '%s' (format parquet)""".formatted(file));
        }
    }
}
