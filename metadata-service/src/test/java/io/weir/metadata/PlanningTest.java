package io.weir.metadata;

import static io.weir.metadata.Requests.commit;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer.Answer;
import io.weir.test.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Plans over files that were inserted and files that were copied: day d of 3, file f with ids from 10 f to 10 f + 9. */
class PlanningTest {

    private static final int FILES = 600;

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(database, folder, "--weir.metadata.mirror.workers=0");
        server.post("/api/v1/tables", Requests.partitionedTable("planned")).expect(201);
        post(IntStream.range(0, 100));
        post(IntStream.range(100, FILES));
    }

    private static void post(IntStream files) {
        server.post(
                        "/api/v1/tables/planned/commits",
                        commit(files.mapToObj(PlanningTest::file).toArray(Map<?, ?>[]::new)))
                .expect(200);
    }

    private static Map<?, ?> file(int number) {
        Map<Object, Object> add = new LinkedHashMap<>();
        ((Map<?, ?>) Requests.add("f" + number, 10).get("add")).forEach(add::put);
        add.put("partitionValues", Map.of("day", "2026-01-0" + (1 + number % 3)));
        add.put("stats", """
                {"numRecords":10,"minValues":{"id":%d,"name":"n%03d"},"maxValues":{"id":%d,"name":"n%03d"},\
                "nullCount":{"id":0,"name":%d}}""".formatted(number * 10, number, number * 10 + 9, number, number % 2 == 0 ? 0 : 10));
        return Map.of("add", add);
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id = 55|599|0|599",
                "id = 5555|599|0|599",
                "id BETWEEN 95 AND 1005|600|0|508",
                "day = '2026-01-01'|600|400|0",
                "day = '2026-01-02' AND id < 100|600|400|197",
                "name LIKE 'n1%'|600|0|550",
                "name IS NULL|600|0|300",
                "name IS NOT NULL AND id >= 5990|600|0|600",
                "id = 7 OR id = 5007|600|0|598",
                "NOT (id > 9)|600|0|599"
            })
    void leavesOutByPartitionAndByStatistics(String filter, long files, long byPartition, long byStatistics) {
        JsonNode page =
                server.get(url(filter) + "&explain=true&limit=1000").expect(200).json();

        JsonNode explanation = page.get("explanation");
        assertThat(explanation.get("filesConsidered").longValue()).isEqualTo(FILES);
        assertThat(explanation.get("prunedByPartition").longValue()).isEqualTo(byPartition);
        assertThat(explanation.get("prunedByStatistics").longValue()).isEqualTo(byStatistics);
        assertThat(page.get("items")).hasSize((int) (FILES - byPartition - byStatistics));
        assertThat(explanation.get("filesKept").longValue())
                .isEqualTo(page.get("items").size());
        assertThat(files).isPositive();
    }

    @Test
    void aStreamAndPagesGiveTheSameFilesInTheSameOrder() {
        String filter = "day = '2026-01-03' AND id BETWEEN 500 AND 2000";
        List<String> streamed = server.get(url(filter), "Accept", "application/x-ndjson")
                .expect(200)
                .text()
                .lines()
                .map(line -> MetadataServer.JSON.readTree(line).get("path").stringValue())
                .toList();
        List<String> paged = new java.util.ArrayList<>();
        String token = "";
        do {
            JsonNode page =
                    server.get(url(filter) + "&limit=7" + token).expect(200).json();
            page.get("items").forEach(file -> paged.add(file.get("path").stringValue()));
            JsonNode next = page.get("nextPageToken");
            token = next == null ? "" : "&pageToken=" + next.stringValue();
        } while (!token.isEmpty());

        assertThat(streamed).hasSize(51).isEqualTo(paged).startsWith("f50", "f53");
    }

    @Test
    void anOlderVersionIsPlannedWithItsOwnFiles() {
        JsonNode page = server.get(url("id >= 900") + "&version=1&explain=true")
                .expect(200)
                .json();
        assertThat(page.get("explanation").get("filesConsidered").longValue()).isEqualTo(100);
        assertThat(page.get("items")).hasSize(10);
    }

    static Stream<String> invalid() {
        return Stream.of(
                "colour = 'red'", "id = ", "id = 'seven'", "upper(name) = 'A'", "id", "id = 1;", "", "(".repeat(300));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void whatCannotBeReadIsAProblemThatNamesThePosition(String filter) {
        for (String accept : List.of("application/json", "application/x-ndjson")) {
            Answer answer = server.get(url(filter), "Accept", accept);
            assertThat(answer.status()).as(answer.text()).isEqualTo(422);
            assertThat(answer.json().get("code").stringValue()).isEqualTo("invalid-predicate");
            assertThat(answer.json().get("position").intValue()).isPositive();
            JsonNode error = answer.json().get("errors").get(0);
            assertThat(error.get("field").stringValue()).isEqualTo("filter");
            assertThat(error.get("allowed").stringValue()).isNotBlank();
        }
    }

    private static String url(String filter) {
        return "/api/v1/tables/planned/files?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
    }
}
