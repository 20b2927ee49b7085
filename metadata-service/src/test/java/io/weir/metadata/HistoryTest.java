package io.weir.metadata;

import static io.weir.metadata.Requests.add;
import static io.weir.metadata.Requests.commit;
import static io.weir.metadata.Requests.marked;
import static io.weir.metadata.Requests.remove;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.metadata.MetadataServer.Answer;
import io.weir.metadata.commit.CommitOutcome;
import io.weir.metadata.commit.Origin;
import io.weir.metadata.commit.Restoration;
import io.weir.metadata.snapshot.TableVersions;
import io.weir.metadata.snapshot.TableVersions.Found;
import io.weir.metadata.stream.LongAnswers;
import io.weir.support.problem.ProblemException;
import io.weir.test.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The feed of commits, the way back, and changes of the schema, on a table of three versions. */
class HistoryTest {

    private static final String NDJSON = "application/x-ndjson";

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer server;

    private String table = "";

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        // A stream that Spring writes may take so long as this.
        server = MetadataServer.start(
                database, folder, "--weir.metadata.mirror.workers=0", "--spring.mvc.async.request-timeout=500ms");
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @BeforeEach
    void aTableOfThreeVersions(TestInfo test) {
        table = "/api/v1/tables/" + test.getTestMethod().orElseThrow().getName();
        server.post("/api/v1/tables", Requests.table(table.substring(15))).expect(201);
        post(commit(add("one", 1), add("two", 2)));
        post(commit(remove("one"), add("three", 3)));
        post(commit(add("four", 4)));
    }

    @Test
    void changesAreTheCommitsWithTheirActions() {
        List<JsonNode> changes = lines(server.get(table + "/changes?from=1&to=2", "Accept", NDJSON));

        assertThat(changes)
                .extracting(change -> change.get("version").longValue())
                .containsExactly(1L, 2L);
        assertThat(changes.get(1).get("actions").valueStream().map(action -> action.propertyNames()
                        .iterator()
                        .next()))
                .containsExactly("commitInfo", "remove", "add");
        assertThat(changes.get(1).get("timestamp").stringValue()).endsWith("Z");
        assertThat(lines(server.get(table + "/changes", "Accept", NDJSON))).hasSize(4);
        assertThat(lines(server.get(table + "/changes?from=4", "Accept", NDJSON)))
                .isEmpty();
    }

    @Test
    void longAnswersAreNotCutOffHoweverLongTheyTakeAndLeaveRoomForOtherCalls() throws Exception {
        ExecutorService readers = Executors.newCachedThreadPool();
        try (Connection held = database.dataSource().getConnection();
                Statement statement = held.createStatement();
                Connection looking = database.dataSource().getConnection()) {
            held.setAutoCommit(false);
            statement.execute("lock table " + database.schema() + ".data_file in access exclusive mode");
            List<Future<Answer>> answers = Stream.generate(
                            () -> readers.submit(() -> server.get(table + "/files", "Accept", NDJSON)))
                    .limit(LongAnswers.AT_ONCE)
                    .toList();
            await().until(() -> standing(looking) >= LongAnswers.AT_ONCE);

            Answer refused = server.get(table + "/changes", "Accept", NDJSON).expect(503);
            assertThat(refused.retryAfter()).isEqualTo("2");
            assertThat(refused.contentType()).isEqualTo("application/problem+json");
            server.get(table).expect(200);

            held.rollback();
            for (Future<Answer> answer : answers) {
                assertThat(lines(answer.get().expect(200))).hasSize(3);
            }
        } finally {
            readers.shutdownNow();
        }
        assertThat(lines(server.get(table + "/changes", "Accept", NDJSON))).hasSize(4);
    }

    /**
     * Answers that have stood still for longer than Spring would have let them.
     *
     * @param looking outside of any transaction, in which PostgreSQL would show the sessions of its first look only
     */
    private static int standing(Connection looking) throws SQLException {
        try (Statement statement = looking.createStatement();
                ResultSet counted = statement.executeQuery("""
                select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
                and clock_timestamp() - query_start > interval '700 ms'""")) {
            counted.next();
            return counted.getInt(1);
        }
    }

    @Test
    void aFeedOfNoVersionIsAProblem() {
        for (String range : List.of("from=-1", "from=5", "to=9", "from=2&to=1")) {
            Answer answer =
                    server.get(table + "/changes?" + range, "Accept", NDJSON).expect(422);
            assertThat(answer.json().get("errors").get(0).get("allowed").stringValue())
                    .startsWith("0 to ");
        }
    }

    @Test
    void restoringMakesTheTableWhatItWasByANewVersion() {
        post(metadata(columns("id", "name", "day", "extra")));
        JsonNode then = server.get(table + "/snapshot?version=1").json();

        JsonNode result = server.post(table + "/restore", Map.of("version", 1))
                .expect(200)
                .json();

        assertThat(result.get("version").longValue()).isEqualTo(5);
        JsonNode now = server.get(table + "/snapshot").json();
        for (String field : List.of("metadata", "protocol", "files", "rows", "bytes")) {
            assertThat(now.get(field)).as(field).isEqualTo(then.get(field));
        }
        assertThat(paths("")).containsExactlyInAnyOrder("one", "two");
        assertThat(paths("?version=3")).containsExactlyInAnyOrder("two", "three", "four");
        assertThat(server.get(table + "/commits")
                        .json()
                        .get("items")
                        .get(0)
                        .get("operation")
                        .stringValue())
                .isEqualTo("RESTORE");
        server.post(table + "/restore", Map.of("version", 99)).expect(404);
        Answer early = server.post(table + "/restore", Map.of("timestamp", "2001-01-01T00:00:00Z"))
                .expect(404);
        assertThat(early.json().at("/errors/0/field").stringValue()).isEqualTo("timestamp");
        assertThat(early.json().at("/errors/0/found").stringValue()).isEqualTo("2001-01-01T00:00:00Z");
        assertThat(early.json().at("/errors/0/allowed").stringValue())
                .contains(server.get(table + "/snapshot?version=0")
                        .json()
                        .get("timestamp")
                        .stringValue());
        server.post(table + "/restore", Map.of()).expect(422);
    }

    /** What was read for it takes its time, in which the table may go and another get its name, and as many versions. */
    @Test
    void restoringLeavesAnotherTableOfTheNameAlone() {
        post(commit(remove("two")));
        Found read = server.bean(TableVersions.class).find(table.substring(15), 3L, null);
        server.delete(table).expect(204);
        Map<String, Object> another = Requests.table(table.substring(15));
        another.put(
                "location", folder.resolve("tables/elsewhere").toAbsolutePath().toString());
        server.post("/api/v1/tables", another).expect(201);
        for (int number = 0; number < 4; number++) {
            post(commit(add("other-" + number, number)));
        }

        assertThatThrownBy(() -> server.bean(Restoration.class).restore(read, Origin.UNKNOWN))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("another one has its name");
        assertThat(paths("")).containsExactlyInAnyOrder("other-0", "other-1", "other-2", "other-3");
    }

    /** A clustering by columns that the schema of then does not have would be nobody's to read. */
    @Test
    void restoringBringsBackWhatDomainsSaid() {
        server.post("/api/v1/tables", Requests.table("clustered", Map.of("delta.feature.clustering", "supported")))
                .expect(201);
        table = "/api/v1/tables/clustered";
        post(commit(add("one", 1), clustering("id"), domain("theirs", "1", false)));
        post(metadata(columns("id", "name", "day", "extra")));
        post(commit(clustering("extra"), domain("later", "2", false), domain("theirs", "", true)));
        JsonNode then = server.get(table + "/snapshot?version=1").json().get("domainMetadata");
        assertThat(then).hasSize(2);

        server.post(table + "/restore", Map.of("version", 1)).expect(200);

        assertThat(server.get(table + "/snapshot").json().get("domainMetadata")).isEqualTo(then);
        server.post(table + "/restore", Map.of("version", 0)).expect(200);
        assertThat(server.get(table + "/snapshot").json().get("domainMetadata")).isEmpty();

        Found read = server.bean(TableVersions.class).find("clustered", 0L, null);
        post(commit(domain("theirs", "3", false)));
        assertThat(server.bean(Restoration.class).restore(read, Origin.UNKNOWN))
                .isInstanceOf(CommitOutcome.Conflict.class);
    }

    /** Other writers take a domain for a fault where the protocol does not have the feature, be it that it lost it. */
    @Test
    void noDomainComesBackWhereTheProtocolHasNone() {
        server.post("/api/v1/tables", Requests.table("lost", Map.of("delta.feature.domainMetadata", "supported")))
                .expect(201);
        table = "/api/v1/tables/lost";
        post(commit(domain("theirs", "1", false)));
        post(commit(domain("theirs", "", true), add("two", 5)));
        String lost =
                "update delta_table set protocol = replace(protocol, '\"domainMetadata\",', '') where name = 'lost'";
        assertThat(server.bean(JdbcClient.class).sql(lost).update()).isOne();

        server.post(table + "/restore", Map.of("version", 1)).expect(200);

        assertThat(server.get(table + "/snapshot").json().get("domainMetadata")).isEmpty();
    }

    private static Map<String, Object> clustering(String column) {
        return domain("delta.clustering", "{\"clusteringColumns\":[[\"" + column + "\"]]}", false);
    }

    private static Map<String, Object> domain(String name, String configuration, boolean removed) {
        return Map.of("domainMetadata", Map.of("domain", name, "configuration", configuration, "removed", removed));
    }

    @Test
    void restoringKeepsTheMode() {
        server.put(table + "/mode", Map.of("mode", "GUARDED")).expect(200);
        server.post(table + "/restore", Map.of("version", 1)).expect(200);
        JsonNode now = server.get(table).expect(200).json();
        assertThat(now.get("mode").stringValue()).isEqualTo("GUARDED");
        assertThat(now.get("version").longValue()).isEqualTo(5);
        assertThat(server.get(table + "/snapshot").json().get("protocol").toString())
                .contains("weirGuard");
    }

    @Test
    void aSchemaChangesOnlySoThatFilesStayReadable() {
        assertThat(refused(columns("id", "name"))).isEqualTo("actions[0].metaData.schema.fields");
        assertThat(refused(columns("id", "name", "date"))).isEqualTo("actions[0].metaData.schema.fields");
        post(metadata(columns("id", "name", "day", "more")));

        Map<String, Object> overwrite = metadata(columns("other"));
        actions(overwrite).addAll(List.of(remove("two"), remove("three"), remove("four"), add("new", 1)));
        post(overwrite);
    }

    /** Less was asked once of columns that are mapped. */
    @Test
    void aSchemaThatLacksWhatIsAskedOfNewOnesStaysAndComesBack() {
        Map<String, Object> mapped = Requests.table(
                "lacking", Map.of("delta.columnMapping.mode", "name", "delta.columnMapping.maxColumnId", "1"));
        mapped.put("schema", mapped("id"));
        server.post("/api/v1/tables", mapped).expect(201);
        table = "/api/v1/tables/lacking";
        withoutColumnIds("update delta_table set metadata = %s where name = 'lacking'", "metadata");
        withoutColumnIds(
                "update table_metadata set action = %s"
                        + " where table_id = (select table_id from delta_table where name = 'lacking')",
                "action");

        server.patch(table, Map.of("description", "All of them")).expect(200);
        assertThat(refused(columns("id", "name"))).isEqualTo("actions[0].metaData.schema.fields[0].metadata");
        JsonNode then = server.get(table + "/snapshot").json().get("metadata");
        assertThat(then.toString()).doesNotContain("columnMapping.id");
        post(metadata(mapped("renamed")));
        server.post(table + "/restore", Map.of("version", 1)).expect(200);

        assertThat(server.get(table + "/snapshot").json().get("metadata")).isEqualTo(then);
    }

    private static Map<String, Object> mapped(String name) {
        Map<String, Object> mapping =
                Map.of("delta.columnMapping.id", 1, "delta.columnMapping.physicalName", "column-1");
        return Map.of(
                "type",
                "struct",
                "fields",
                List.of(Map.of("name", name, "type", "long", "nullable", true, "metadata", mapping)));
    }

    /** As they were stored when none were asked for. */
    private static void withoutColumnIds(String update, String column) {
        String stored = "replace(" + column + ", 'delta.columnMapping.id', 'formerly')";
        assertThat(server.bean(JdbcClient.class).sql(update.formatted(stored)).update())
                .isEqualTo(1);
    }

    /** With another deletion vector it is the file that it was, with the columns that it had. */
    @Test
    void aFileThatIsMarkedIsNotReplaced() {
        server.post("/api/v1/tables", Requests.table("marked", Map.of("delta.enableDeletionVectors", "true")))
                .expect(201);
        table = "/api/v1/tables/marked";
        post(commit(add("one", 5), add("two", 5)));
        Map<String, Object> overwrite = metadata(columns("other"));
        actions(overwrite).addAll(List.of(remove("one"), remove("two"), add("three", 1), marked("two", 5)));

        Answer refused = server.post(table + "/commits", overwrite).expect(422);

        assertThat(refused.json().at("/errors/0/field").stringValue()).isEqualTo("actions[0].metaData.schema.fields");
        actions(overwrite).remove(actions(overwrite).size() - 1);
        post(overwrite);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> actions(Map<String, Object> commit) {
        return (List<Object>) commit.get("actions");
    }

    private String refused(Map<String, Object> schema) {
        Answer answer = server.post(table + "/commits", metadata(schema)).expect(422);
        return answer.json().get("errors").get(0).get("field").stringValue();
    }

    private static Map<String, Object> columns(String... names) {
        return Map.of(
                "type",
                "struct",
                "fields",
                Stream.of(names)
                        .map(name -> Map.of(
                                "name",
                                name,
                                "type",
                                name.equals("id") ? "long" : "string",
                                "nullable",
                                true,
                                "metadata",
                                Map.of()))
                        .toList());
    }

    private Map<String, Object> metadata(Map<String, Object> schema) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        JsonNode latest = server.get(table + "/snapshot").json();
        latest.get("metadata").properties().forEach(field -> metadata.put(field.getKey(), field.getValue()));
        metadata.put("schemaString", MetadataServer.JSON.writeValueAsString(schema));
        Map<String, Object> commit = commit(Map.of("metaData", metadata));
        commit.put("readVersion", latest.get("version").longValue());
        return commit;
    }

    private void post(Map<String, Object> commit) {
        server.post(table + "/commits", commit).expect(200);
    }

    private List<String> paths(String query) {
        return lines(server.get(table + "/files" + query, "Accept", NDJSON)).stream()
                .map(file -> file.get("path").stringValue())
                .toList();
    }

    @Test
    void timesAreAskedForAnyNumberOfTimes() {
        // More often than there are connections to PostgreSQL: each must come back.
        for (int number = 0; number < 40; number++) {
            server.get(table + "/snapshot?timestamp=2100-01-01T00:00:00Z").expect(200);
        }
    }

    private static List<JsonNode> lines(Answer answer) {
        return answer.expect(200)
                .text()
                .lines()
                .map(MetadataServer.JSON::readTree)
                .toList();
    }
}
