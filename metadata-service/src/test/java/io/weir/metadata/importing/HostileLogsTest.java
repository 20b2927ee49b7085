package io.weir.metadata.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.LogFileNames;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.importing.TableImport.ImportProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Logs that are JSON and say what no table can keep: their import ends, and says where. */
class HostileLogsTest {

    private static final String ADD = "{\"add\":{\"path\":\"%s\",\"partitionValues\":{\"day\":\"%s\"},\"size\":%d,"
            + "\"modificationTime\":1,\"dataChange\":true,\"stats\":\"{\\\"numRecords\\\":%d}\"}}";

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder, "--weir.metadata.mirror.poll-interval=20ms");
    }

    private static String add(String path, String day, long size, long rows) {
        return ADD.formatted(path, day, size, rows);
    }

    static Stream<Arguments> lines() {
        String longest = randomText(6000);
        return Stream.of(
                Arguments.of("nulValue", List.of(add("a", "x\\u0000", 1, 1))),
                Arguments.of("nulPath", List.of(add("a\\u0000", "x", 1, 1))),
                Arguments.of("halfPath", List.of(add("a\\ud800", "x", 1, 1))),
                Arguments.of("halfValue", List.of(add("a", "\\ud800", 1, 1))),
                Arguments.of("nulApp", List.of("{\"txn\":{\"appId\":\"a\\u0000\",\"version\":1}}")),
                Arguments.of("longApp", List.of("{\"txn\":{\"appId\":\"" + longest + "\",\"version\":1}}")),
                Arguments.of(
                        "nulDomain",
                        List.of(
                                "{\"domainMetadata\":{\"domain\":\"a\\u0000\",\"configuration\":\"\",\"removed\":false}}")),
                Arguments.of(
                        "longDomain",
                        List.of("{\"domainMetadata\":{\"domain\":\"" + longest
                                + "\",\"configuration\":\"\",\"removed\":false}}")),
                Arguments.of(
                        "halfDomain",
                        List.of(
                                "{\"domainMetadata\":{\"domain\":\"d\",\"configuration\":\"\\ud800\",\"removed\":false}}")),
                Arguments.of("sizes", List.of(add("a", "x", Long.MAX_VALUE, 1), add("b", "x", Long.MAX_VALUE, 1))),
                Arguments.of("rows", List.of(add("a", "x", 1, Long.MAX_VALUE), add("b", "x", 1, Long.MAX_VALUE))));
    }

    /** That no compression makes short. */
    private static String randomText(int length) {
        StringBuilder text = new StringBuilder();
        new Random(4)
                .ints(length, 0, 62)
                .forEach(letter ->
                        text.append("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".charAt(letter)));
        return text.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void theImportEndsAndSaysWhere(String name, List<String> lines) throws IOException {
        JsonNode ended = new ImportRequests(server).run(name, table(name, lines));

        assertThat(ended.get("state").stringValue()).as("%s", ended).isEqualTo("FAILED");
        assertThat(ended.get("code").stringValue()).isEqualTo("invalid-log");
        assertThat(ended.get("detail").stringValue())
                .containsAnyOf("00000000000000000001.json: ", "from version 0 on: ");
        server.get("/api/v1/tables/" + name).expect(404);
    }

    /** The oldest import is claimed first: a failure that cannot be stored would keep all others from being done. */
    @Test
    void whateverAFailureSaysIsStored() throws IOException {
        ImportRequests requests = new ImportRequests(server);
        requests.run("unsayable", table("unsayable", List.of(add("a\\u0000", "x", 1, 1))));
        Imports imports = server.bean(Imports.class);
        TableImport found = imports.find("unsayable").orElseThrow();
        server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            imports.warn(found.tableId(), "warned of \0 and \ud800.");
            imports.fail(found, new ImportProblem("invalid-log", "found \0, \udc00 and \ud83d\ude00."));
        });
        JsonNode failed = requests.ended("unsayable");
        assertThat(failed.get("detail").stringValue()).isEqualTo("found \ufffd, ? and \ud83d\ude00.");
        assertThat(failed.get("warnings").get(0).stringValue()).isEqualTo("warned of \ufffd and ?.");
    }

    /** Creates a table whose second version has these lines. */
    private static Path table(String name, List<String> lines) throws IOException {
        Path log = folder.resolve("tables").resolve(name).resolve("_delta_log");
        Files.createDirectories(log);
        Files.write(
                log.resolve(LogFileNames.commit(0)),
                List.of(
                        "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}",
                        MetadataServer.JSON.writeValueAsString(Map.of(
                                "metaData",
                                Map.of(
                                        "id",
                                        name,
                                        "format",
                                        Map.of("provider", "parquet", "options", Map.of()),
                                        "schemaString",
                                        "{\"type\":\"struct\",\"fields\":[{\"name\":\"day\",\"type\":\"string\",\"nullable\":true,"
                                                + "\"metadata\":{}},{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}}]}",
                                        "partitionColumns",
                                        List.of("day"),
                                        "configuration",
                                        Map.of())))));
        Files.write(log.resolve(LogFileNames.commit(1)), lines);
        return log.getParent();
    }
}
