package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.ingest.Topic;
import io.weir.ingest.deltasink.MemoryDeltaTables;
import io.weir.ingest.progress.DeadLetters;
import io.weir.support.paging.PageRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Several tables of one stream. */
class BranchesTest extends WorkerTest {

    private static final String COLUMNS =
            "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}," + " {\"name\": \"n\", \"type\": \"VARCHAR\"}]";
    private static final String ODD = "select id, n::int as n from input where id % 2 = 1";

    private static String branch(String sql, String target, String more) {
        return "{\"transform\": \"" + sql + "\", \"target\": " + target + more + "}";
    }

    private static String branches(String... branches) {
        return "\"branches\": [" + String.join(", ", branches) + "]";
    }

    private static String inWarehouse(String table) {
        return "{\"warehouse\": {\"table\": \"" + table + "\"}}";
    }

    private static String definition(String name, Topic topic, String target, String branches) {
        return """
                {"name": "%s", "source": {"store": "broker", "topic": "%s"}, %s,
                 "transform": "select id, n from input", "target": %s, "batch": {"maxRows": 100}, %s}""".formatted(name, topic.name(), COLUMNS, target, branches);
    }

    private static void create(String name, String definition) {
        HttpResponse<String> created = post("/api/v1/pipelines", "create-" + name, definition);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    }

    /** One is no record, and ten of the odd ones no number. */
    private static String payload(int index) {
        return index == 7
                ? "no"
                : "{\"id\":" + index + ",\"n\":\"" + (index % 100 == 51 ? "x" : "") + index % 10 + "\"}";
    }

    private static Topic produced() {
        Topic topic = new Topic(broker, 2);
        topic.produce(1_000, BranchesTest::payload);
        return topic;
    }

    private static String target(String table, boolean warehouse, boolean delta) {
        return Stream.of(
                        warehouse ? "\"warehouse\": {\"store\": \"lake\", \"table\": \"" + table + "\"}" : "",
                        delta ? "\"delta\": {\"table\": \"" + table + "\"}" : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    @Test
    void tablesOfAWarehouseHaveTheRowsOfTheirTransforms() throws Exception {
        arrive(true, false);
    }

    @Test
    void deltaTablesHaveTheRowsOfTheirTransformsThoughCommitsFail() throws Exception {
        arrive(false, true);
    }

    @Test
    void tablesOfBothTargetsHaveTheRowsOfTheirTransformsThoughCommitsFail() throws Exception {
        arrive(true, true);
    }

    private static void arrive(boolean warehouse, boolean delta) throws Exception {
        String name = name();
        String path = "/api/v1/pipelines/" + name;
        Topic topic = produced();
        String none = branch("select id from input where id > 100000", target(name + "_none", warehouse, delta), "");
        create(
                name,
                definition(
                        name,
                        topic,
                        target(name, warehouse, delta),
                        branches(branch(ODD, target(name + "_odd", warehouse, delta), ""), none)));
        Set<MemoryDeltaTables.When> interfered = interfere();
        try {
            service().start(name);
            awaitReceived(name, 1_000);
        } finally {
            tables().interfere((table, when) -> {});
        }
        drain(name);

        assertThat(interfered).hasSize(delta ? 2 : 0);
        assertThat(get(path + "/progress").body())
                .contains(
                        "\"received\":1000",
                        "\"written\":989",
                        "\"deadLettered\":11",
                        "\"filtered\":0",
                        written(name, 489));
        require(name, warehouse, delta, 989, 489);
        assertThat(worker.getBean(DeadLetters.class)
                        .list(name, new PageRequest(20, null))
                        .items())
                .hasSize(11)
                .filteredOn(letter -> !letter.payload().equals("no"))
                .allSatisfy(letter ->
                        assertThat(letter.reason()).startsWith("branch " + name + "_odd: the transform fails for n: "));

        String mended = branch(
                "select id, replace(n, 'x', '')::int as n from input where id % 2 = 1",
                target(name + "_odd", warehouse, delta), "");
        HttpResponse<String> patched = patch(path, "*", "{" + branches(mended, none) + "}");
        assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);
        assertThat(post(path + "/dead-letters/replay", "back-" + name, "").body())
                .isEqualTo("{\"taken\":11,\"written\":10,\"filtered\":0,\"left\":1}");
        require(name, warehouse, delta, 999, 499);
        assertThat(get(path + "/progress").body()).contains("\"written\":999,", written(name, 499));

        topic.produce(10, index -> "{\"id\":" + (1_000 + index) + ",\"n\":\"1\"}");
        service().start(name);
        drain(name);
        require(name, warehouse, delta, 1_009, 504);
        assertThat(get(path + "/progress").body()).contains("\"written\":1009,", written(name, 504));
        if (!delta) {
            // Of a commit whose reply is lost the worker that wrote it counts nothing.
            assertThat(counted(name + "_odd", name))
                    .as("but for the letters that came back")
                    .isEqualTo(494);
        }
        assertThat(outputs(name))
                .containsExactlyInAnyOrderElementsOf(
                        warehouse
                                ? Stream.concat(
                                                Stream.of("main." + name + " 1009", "main." + name + "_odd 504"),
                                                Stream.concat(
                                                        Stream.of("main." + name + "_none 0"),
                                                        delta ? Stream.of(name, name + "_odd") : Stream.of()))
                                        .toList()
                                : List.of(name, name + "_odd"));
    }

    /** What this worker counted of the rows of a branch. */
    private static double counted(String table, String pipeline) {
        return worker.getBean(MeterRegistry.class)
                .get("weir.ingest.branch.rows")
                .tags("pipeline", pipeline, "table", table)
                .counter()
                .count();
    }

    /** What progress says of the branches. */
    private static String written(String name, int odd) {
        return "\"branches\":[{\"table\":\"" + name + "_odd\",\"written\":" + odd + "},{\"table\":\"" + name
                + "_none\",\"written\":0}]";
    }

    /** A merged table tells of its rows only how many there are now, and one that is begun anew begins at none. */
    @Test
    void rowsOfABranchAreCountedByWhatWasWrittenSinceItBegan() throws Exception {
        String name = name();
        Topic topic = new Topic(broker, 2);
        topic.produce(100, index -> "{\"id\":" + index + ",\"n\":\"1\"}");
        create(
                name,
                definition(
                        name,
                        topic,
                        target(name, true, false),
                        branches(branch(
                                "select id % 10 as k, id from input where id >= 50",
                                inWarehouse(name + "_latest"),
                                ", \"write\": {\"mode\": \"UPSERT\", \"keys\": [\"k\"], \"sequenceBy\": \"id\"}"))));
        String written = "\"branches\":[{\"table\":\"" + name + "_latest\",\"written\":50}]";
        for (int reading = 0; reading < 2; reading++) {
            service().start(name);
            drain(name);

            assertThat(get("/api/v1/pipelines/" + name + "/progress").body()).contains("\"written\":100,", written);
            assertThat(outputs(name)).contains("main." + name + "_latest 50");
            assertThat(inLake(name + "_latest", "select count(*)")).containsExactly("10");
            post("/api/v1/pipelines/" + name + "/reset", name + reading, "{\"startPosition\": \"EARLIEST\"}");
        }
    }

    /** What the last run says that it has written: of tables of a warehouse with their rows. */
    private static List<String> outputs(String pipeline) {
        JsonNode told = worker
                .getBean(JdbcClient.class)
                .sql("select body from outbox_message where destination = 'LINEAGE' and ordering_key = ?"
                        + " and body::jsonb ->> 'eventType' = 'COMPLETE' order by id desc")
                .param("pipeline/" + pipeline)
                .query(String.class)
                .list()
                .stream()
                .map(JsonMapper.shared()::readTree)
                .findFirst()
                .orElseThrow();
        return told.get("outputs")
                .valueStream()
                .map(output -> {
                    String name = output.get("name").stringValue();
                    return name.startsWith("main.")
                            ? name + " "
                                    + output.at("/outputFacets/outputStatistics/rowCount")
                                            .longValue()
                            : name.substring(name.lastIndexOf('/') + 1);
                })
                .toList();
    }

    private static void require(String name, boolean warehouse, boolean delta, int all, int odd) throws SQLException {
        if (warehouse) {
            assertThat(inLake(name, "select count(*), count(distinct id)")).containsExactly(all + "|" + all);
            assertThat(inLake(name + "_odd", "select count(*), count(distinct id), min(id % 2)"))
                    .containsExactly(odd + "|" + odd + "|1");
        }
        if (delta) {
            assertThat(idsIn(name)).isEqualTo(all + " " + all);
            assertThat(idsIn(name + "_odd")).isEqualTo(odd + " " + odd);
            assertThat(tables().find(name + "_none")).isEmpty();
        }
    }

    @Test
    void aTableThatIsMergedGoesBesideOneThatIsAppendedTo() throws Exception {
        String name = name();
        Topic topic = produced();
        create(
                name,
                definition(
                        name,
                        topic,
                        target(name, true, false),
                        branches(
                                branch(
                                        "select id % 10 as k, id, n from input",
                                        inWarehouse(name + "_latest"),
                                        ", \"write\": {\"mode\": \"UPSERT\", \"keys\": [\"k\"], \"sequenceBy\": \"id\"}"),
                                branch(
                                        "select id % 10 as k, id, case when id > 994 then 'd' end as gone from input",
                                        inWarehouse(name + "_live"),
                                        ", \"write\": {\"mode\": \"CDC\", \"keys\": [\"k\"], \"sequenceBy\": \"id\","
                                                + " \"deletedBy\": \"gone\"}"))));
        service().start(name);
        drain(name);

        assertThat(inLake(name, "select count(*)")).containsExactly("999");
        assertThat(inLake(name + "_latest", "select string_agg(id, ' ' order by k)"))
                .containsExactly(
                        IntStream.range(990, 1_000).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
        assertThat(inLake(name + "_live", "select string_agg(id, ' ' order by k)"))
                .containsExactly("990 991 992 993 994");
    }

    @Test
    void aBranchThatComesBeginsWithTheNextBatchAndOneThatGoesGetsNoMore() throws Exception {
        String name = name();
        String path = "/api/v1/pipelines/" + name;
        Topic topic = new Topic(broker, 2);
        topic.produce(100, index -> "{\"id\":" + index + ",\"n\":\"1\"}");
        create(
                name,
                definition(
                        name,
                        topic,
                        target(name, true, false),
                        branches(branch("select id from input", inWarehouse(name + "_first"), ""))));
        service().start(name);
        drain(name);

        HttpResponse<String> misfit = patch(
                path, "*", "{" + branches(branch("select n as id from input", inWarehouse(name + "_first"), "")) + "}");
        assertThat(misfit.statusCode()).isEqualTo(422);
        assertThat(misfit.body()).contains("\"field\":\"branches[0].transform\"", "makes id VARCHAR");
        HttpResponse<String> changed = patch(
                path,
                "*",
                "{"
                        + branches(
                                branch("select id, n::int as n from input", inWarehouse(name + "_first"), ""),
                                branch("select id from input", inWarehouse(name + "_second"), ""))
                        + "}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        topic.produce(50, index -> "{\"id\":" + (100 + index) + ",\"n\":\"1\"}");
        service().start(name);
        drain(name);
        assertThat(inLake(name + "_first", "select count(*), count(n)")).containsExactly("150|50");
        assertThat(inLake(name + "_second", "select count(*), min(id)")).containsExactly("50|100");

        assertThat(patch(path, "*", "{\"branches\": []}").statusCode()).isEqualTo(200);
        assertThat(get(path).body()).doesNotContain("branches");
        topic.produce(10, index -> "{\"id\":" + (150 + index) + ",\"n\":\"1\"}");
        service().start(name);
        drain(name);
        assertThat(inLake(name, "select count(*)")).containsExactly("160");
        assertThat(inLake(name + "_first", "select count(*)")).containsExactly("150");
    }

    /** That of the first table is off, so what is put together are files of the branch. */
    @Test
    void smallFilesOfABranchesTableArePutTogether() throws Exception {
        String name = name();
        Topic topic = new Topic(broker, 1);
        topic.produce(200, index -> "{\"id\":" + index + ",\"n\":\"1\"}");
        create(
                name,
                definition(
                                name,
                                topic,
                                "{\"delta\": {\"table\": \"" + name + "\", \"compaction\": {\"enabled\": false}}}",
                                branches(branch(
                                        "select id from input",
                                        "{\"delta\": {\"table\": \"" + name
                                                + "_more\", \"compaction\": {\"minFiles\": 4}}}",
                                        "")))
                        .replace("\"maxRows\": 100", "\"maxRows\": 5"));
        service().start(name);
        drain(name);

        int batches = tables().files(name).size();
        await().untilAsserted(() -> assertThat(tables().files(name + "_more")).hasSizeLessThan(batches));
        assertThat(idsIn(name + "_more")).isEqualTo("200 200");
    }

    @Test
    void aDryRunShowsTheRowsOfEachBranch() {
        Topic topic = produced();
        String dry =
                definition("dry", topic, target("dry", true, false), branches(branch(ODD, inWarehouse("dry_odd"), "")));

        JsonNode shown = JsonMapper.shared()
                .readTree(post("/api/v1/pipelines/dry-run?waitMillis=20000&records=100", "dry-branches", dry)
                        .body());

        assertThat(shown.at("/received").longValue()).isEqualTo(100);
        assertThat(shown.at("/written").longValue())
                .isEqualTo(100 - shown.at("/deadLettered").longValue());
        assertThat(shown.at("/branches/0/table").stringValue()).isEqualTo("dry_odd");
        assertThat(shown.at("/branches/0/written").longValue()).isBetween(40L, 50L);
        assertThat(shown.at("/branches/0/columns/1/type").stringValue()).isEqualTo("INTEGER");
        assertThat(shown.at("/branches/0/rows"))
                .allSatisfy(row -> assertThat(row.get("id").longValue() % 2).isEqualTo(1));
    }

    @Test
    void whatIsWrongWithBranchesIsNamed() {
        Topic topic = new Topic(broker, 1);
        String name = name();
        String wrong = definition(
                name,
                topic,
                target(name, true, false),
                branches(
                        branch("select nothing from input", inWarehouse(name + "_a"), ""),
                        branch("select id from input", inWarehouse(name), ", \"write\": {\"mode\": \"UPSERT\"}")));
        HttpResponse<String> refused = post("/api/v1/pipelines", "wrong-" + name, wrong);
        HttpResponse<String> related = post(
                "/api/v1/pipelines",
                "related-" + name,
                definition(
                        name,
                        topic,
                        target(name, true, false),
                        branches(branch("select id from input", "{\"relation\": \"orders\"}", ""))));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "\"field\":\"branches[0].transform\"",
                        "\"field\":\"branches[1].write.keys\"",
                        "\"field\":\"branches[1].target.warehouse.table\"");
        assertThat(related.statusCode()).isEqualTo(400);
        assertThat(related.body()).contains("relation");
        assertThat(Map.of("status", get("/api/v1/pipelines/" + name).statusCode()))
                .containsValue(404);
    }
}
