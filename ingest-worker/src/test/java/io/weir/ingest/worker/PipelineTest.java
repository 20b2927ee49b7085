package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.IngestPlatform;
import io.weir.ingest.Topic;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.deltasink.DeltaException;
import io.weir.ingest.deltasink.MemoryDeltaTables;
import io.weir.ingest.pipeline.BatchLimits;
import io.weir.ingest.pipeline.DeclaredColumn;
import io.weir.ingest.pipeline.DeclaredExpectation;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineResets;
import io.weir.ingest.pipeline.PipelineService;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.Pipelines;
import io.weir.ingest.pipeline.ResetPosition;
import io.weir.ingest.progress.DeadLetter;
import io.weir.ingest.progress.DeadLetterReplays;
import io.weir.ingest.progress.DeadLetters;
import io.weir.ingest.progress.PartitionProgress;
import io.weir.ingest.progress.PipelineProgress;
import io.weir.ingest.progress.ProgressReports;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.transform.Expectation;
import io.weir.ingest.warehouse.WarehouseTables;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

class PipelineTest {

    private static final String AT_SEQUENCES = "\"startPosition\": \"SEQUENCE\", \"startSequences\": %s";
    private static final String AT_TIME = "\"startPosition\": \"TIME\", \"startTime\": \"%s\"";

    @TempDir
    static Path folder;

    private static EmbeddedKafkaKraftBroker broker;
    private static IngestPlatform platform;
    private static ConfigurableApplicationContext worker;

    @BeforeAll
    static void start() {
        broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.afterPropertiesSet();
        platform = new IngestPlatform(folder, broker.getBrokersAsString());
        worker = platform.start();
    }

    @AfterAll
    static void stop() {
        platform.close();
        broker.destroy();
    }

    @Test
    void whatATopicHoldsBecomesRowsAndDeadLetters() {
        Topic topic = new Topic(broker, 4);
        topic.produce(10_000, index -> index % 100 == 0 ? "broken " + index : "{\"id\":" + index + "}");
        String name = create(topic);
        service().start(name);

        drain(name);

        PipelineProgress progress = worker.getBean(ProgressReports.class).of(name);
        assertThat(progress.received()).isEqualTo(10_000);
        assertThat(progress.deadLettered()).isEqualTo(100);
        assertThat(progress.partitions()).hasSize(4).allMatch(partition -> partition.lag() == 0);
        assertThat(progress.partitions())
                .extracting(PartitionProgress::watermark)
                .containsOnly(2499L);
        assertThat(rows(name)).isEqualTo(9_900);
        assertThat(worker.getBean(DeadLetters.class).list(name, new PageRequest(5, null)))
                .hasSize(6)
                .allMatch(letter -> letter.reason().equals("is not JSON"));
    }

    @Test
    void recordsThatOnlyLookLikeRowsAreDeadLetters() {
        Topic topic = new Topic(broker, 4);
        // The column is known to be of numbers long before the texts come.
        topic.produce(
                10_000,
                index ->
                        index >= 9_000 && index % 100 == 99 ? "{\"id\":\"x" + index + "\"}" : "{\"id\":" + index + "}");
        String name = create(topic);
        service().start(name);

        drain(name);

        PipelineProgress progress = worker.getBean(ProgressReports.class).of(name);
        assertThat(progress.received()).isEqualTo(10_000);
        assertThat(progress.deadLettered()).isEqualTo(10);
        assertThat(rows(name)).isEqualTo(9_990);
    }

    @Test
    void aStoppedPipelineGoesOnWhereItWas() {
        Topic topic = new Topic(broker, 2);
        topic.produce(1_000, index -> "{\"id\":" + index + "}");
        String name = create(topic);
        service().start(name);
        drain(name);
        topic.produce(500, index -> "{\"id\":" + (1_000 + index) + "}");
        UUID first = service().get(name).state().runId();

        assertThat(service().start(name).state().runId()).isNotEqualTo(first);
        drain(name);

        assertThat(rows(name)).isEqualTo(1_500);
    }

    @Test
    void whereToBeginIsDecidedOnce() {
        Topic topic = new Topic(broker, 2);
        topic.produce(1_000, index -> "{\"id\":" + index + "}");
        String name = create(
                topic,
                PipelineSource.StartPosition.LATEST,
                table -> new PipelineTarget(new PipelineTarget.WarehouseTarget("lake", table), null));
        service().start(name);
        awaitBeginning(name, Map.of(0, 500L, 1, 500L));
        service().stop(name);
        assertThat(worker.getBean(ProgressReports.class).of(name).partitions())
                .extracting(PartitionProgress::lag)
                .containsExactly(0L, 0L);
        topic.produce(10, index -> "{\"id\":" + index + "}");

        service().start(name);
        drain(name);

        assertThat(rows(name)).isEqualTo(10);
    }

    @Test
    void whichPartitionsBeginWhereIsAskedOverHttp() {
        Topic topic = new Topic(broker, 2);
        topic.produce(1_000, index -> "{\"id\":" + index + "}");
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);

        HttpResponse<String> misfit = create("misfit-" + name, name, topic, AT_SEQUENCES.formatted("{\"x\": 1}"));
        HttpResponse<String> negative = create("negative-" + name, name, topic, AT_SEQUENCES.formatted("{\"0\": -1}"));
        HttpResponse<String> created = create("create-" + name, name, topic, AT_SEQUENCES.formatted("{\"1\": 490}"));
        service().start(name);
        drain(name);

        assertThat(misfit.statusCode()).isEqualTo(400);
        assertThat(misfit.body()).contains("startSequences");
        assertThat(negative.statusCode()).isEqualTo(422);
        assertThat(negative.body()).contains("\"field\":\"source.startSequences\"", "\"found\":\"0: -1\"");
        assertThat(created.body()).contains("\"startSequences\":{\"1\":490}");
        assertThat(rows(name)).isEqualTo(510);
    }

    @Test
    void aTimeToBeginAtIsKeptAsItWasAsked() {
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);

        HttpResponse<String> created =
                create("create-" + name, name, topic, AT_TIME.formatted("2020-02-29T12:00:00.5Z"));
        service().start(name);
        drain(name);

        assertThat(created.body()).contains("\"startTime\":\"2020-02-29T12:00:00.500Z\"");
        assertThat(starts(name)).isEqualTo(Map.of(0, 0L));
        assertThat(rows(name)).isEqualTo(10);
    }

    private static HttpResponse<String> create(String key, String name, Topic topic, String start) {
        String body = """
                {"name": "%s", "target": {"warehouse": {"store": "lake", "table": "%s"}},
                 "source": {"store": "broker", "topic": "%s", %s}}""".formatted(name, name, topic.name(), start);
        return post("/api/v1/pipelines", key, body);
    }

    @Test
    void whoWantsASequenceThatIsNotThereYetFailsAndCanBeStartedWhenItIs() {
        Topic topic = new Topic(broker, 1);
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        create("create-" + name, name, topic, AT_SEQUENCES.formatted("{\"0\": 7}"));
        service().start(name);
        await().atMost(Duration.ofSeconds(60)).until(() -> service().get(name).state() instanceof PipelineState.Failed);
        String failure = failure(name);
        topic.produce(10, index -> "{\"id\":" + index + "}");

        service().start(name);
        drain(name);

        assertThat(failure).contains("partition 0", "ends at 0, so it cannot be read from 7 on");
        assertThat(rows(name)).isEqualTo(3);
    }

    @Test
    void aSequenceOfAPartitionThatIsNotThereIsRefusedWithItsNumber() {
        Topic topic = new Topic(broker, 2);
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        create("create-" + name, name, topic, AT_SEQUENCES.formatted("{\"1\": 0, \"7\": 3}"));

        HttpResponse<String> refused = post("/api/v1/pipelines/" + name + "/start", "start-" + name, "");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("\"field\":\"source.startSequences\"", "\"found\":\"[7]\"", "\"allowed\":\"[0, 1]\"");
        assertThat(service().get(name).state()).isInstanceOf(PipelineState.Created.class);
    }

    /** The warehouse has the first batch when the other sink fails for the first time, and nothing of it yet. */
    @Test
    void aSinkThatHoldsNothingYetBeginsWhereTheOthersDid() throws SQLException {
        Topic topic = new Topic(broker, 1);
        topic.produce(1_000, index -> "{\"id\":" + index + "}");
        String name = create(
                topic,
                PipelineSource.StartPosition.LATEST,
                table -> new PipelineTarget(
                        new PipelineTarget.WarehouseTarget("lake", table), new PipelineTarget.DeltaTarget(table)));
        tables().interfere((table, when) -> {
            throw new DeltaException("interfered", new IllegalStateException());
        });
        service().start(name);
        awaitBeginning(name, Map.of(0, 1_000L));
        topic.produce(10, index -> "{\"id\":" + index + "}");
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            assertThat(failure(name)).contains("interfered");
            assertThat(rows(name)).isEqualTo(10);
        });
        tables().interfere((table, when) -> {});

        drain(name);

        assertThat(rows(name)).isEqualTo(10);
        assertThat(idsIn(name)).isEqualTo("10 10");
    }

    @Test
    void ofTwoWhoDecideWhereToBeginBothFollowTheFirst() {
        String name = create(new Topic(broker, 1));
        List<Long> decided = LongStream.range(1, 9)
                .parallel()
                .map(first -> pipelines().recordStart(Owner.of(name), 3, first))
                .boxed()
                .toList();

        assertThat(starts(name)).isEqualTo(Map.of(3, decided.get(0)));
        assertThat(decided).containsOnly(decided.get(0));
        service().delete(name);
        assertThat(starts(name)).isEmpty();
    }

    private static Map<Integer, Long> starts(String name) {
        return pipelines().starts(pipelines().find(name).map(Pipeline::owner).orElseGet(() -> Owner.of(name)));
    }

    private static void awaitBeginning(String name, Map<Integer, Long> starts) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(starts(name)).isEqualTo(starts));
    }

    private static String failure(String name) {
        return worker.getBean(ProgressReports.class).of(name).failure();
    }

    private static Pipelines pipelines() {
        return worker.getBean(Pipelines.class);
    }

    @Test
    void progressOfAPipelineThatGoesOnNeverFallsBack() {
        Topic topic = new Topic(broker, 4);
        topic.produce(1_000, index -> "{\"id\":" + index + "}");
        String name = create(topic);
        service().start(name);
        drain(name);
        service().start(name);

        ProgressReports reports = worker.getBean(ProgressReports.class);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            assertThat(reports.of(name).received()).isEqualTo(1_000);
            return reports.of(name).partitions().stream().anyMatch(partition -> partition.epoch() == 2);
        });
        service().stop(name);
    }

    @Test
    void whoWaitsForRecordsIsToldWhenTheyAreCommitted() {
        Topic topic = new Topic(broker, 2);
        topic.produce(1_000, index -> "{\"id\":" + index + "}");
        String name = create(topic);
        service().start(name);

        HttpResponse<String> answer = get("/api/v1/pipelines/" + name + "/progress?received=1000&waitMillis=20000");

        assertThat(answer.body()).contains("\"received\":1000");
        assertThat(rows(name)).isEqualTo(1_000);
        service().stop(name);
    }

    @Test
    void aRequestThatIsRepeatedWithItsKeyIsDoneOnce() {
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        String body = """
                {"name": "%s", "source": {"store": "broker", "topic": "%s"},
                 "target": {"warehouse": {"store": "lake", "table": "%s"}}}""".formatted(name, topic.name(), name);
        String path = "/api/v1/pipelines";

        HttpResponse<String> created = post(path, "create-" + name, body);
        HttpResponse<String> createdAgain = post(path, "create-" + name, body);
        HttpResponse<String> started = post(path + "/" + name + "/start", "start-" + name, "");
        drain(name);
        HttpResponse<String> startedAgain = post(path + "/" + name + "/start", "start-" + name, "");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).hasValue(path + "/" + name);
        assertThat(createdAgain.statusCode()).isEqualTo(201);
        assertThat(createdAgain.body()).isEqualTo(created.body());
        assertThat(startedAgain.body()).isEqualTo(started.body()).contains("RUNNING");
        assertThat(service().get(name).state()).isInstanceOf(PipelineState.Stopped.class);
        assertThat(post(path, "create-" + name, body.replace("lake", "other")).statusCode())
                .isEqualTo(422);
    }

    @Test
    void aPipelineThatIsResetReadsItsTopicOnceMoreThoughCommitsFailAtEveryBoundary() throws SQLException {
        Topic topic = new Topic(broker, 4);
        topic.produce(4_000, index -> index % 100 == 0 ? "broken " + index : "{\"id\":" + index + "}");
        String name = create(
                topic,
                table -> new PipelineTarget(
                        new PipelineTarget.WarehouseTarget("lake", table), new PipelineTarget.DeltaTarget(table)));
        service().start(name);
        String reset = "/api/v1/pipelines/" + name + "/reset";
        String earliest = "{\"startPosition\": \"EARLIEST\"}";
        assertThat(get("/api/v1/pipelines/" + name + "/progress?received=4000&waitMillis=20000")
                        .body())
                .contains("\"received\":4000");
        HttpResponse<String> atWork = post(reset, "early-" + name, earliest);

        // The session that was stopped may still be there when the next one is to begin.
        service().stop(name);
        HttpResponse<String> done = post(reset, "reset-" + name, earliest);
        Set<MemoryDeltaTables.When> interfered = interfereTwice();
        service().start(name);
        HttpResponse<String> read = get("/api/v1/pipelines/" + name + "/progress?received=4000&waitMillis=20000");
        drain(name);
        tables().interfere((table, when) -> {});

        assertThat(atWork.statusCode()).isEqualTo(409);
        assertThat(atWork.body()).contains("pipeline-state", "stop it and reset it then", "\"state\":\"RUNNING\"");
        assertThat(done.body()).contains("\"state\":\"STOPPED\"", "\"startPosition\":\"EARLIEST\"", "\"resetAt\":\"20");
        assertThat(read.body()).contains("\"received\":4000", "\"written\":3960", "\"deadLettered\":40");
        assertThat(interfered).containsExactlyInAnyOrder(MemoryDeltaTables.When.values());
        assertThat(rows(name)).isEqualTo(7_920);
        assertThat(idsIn(name)).isEqualTo("7920 3960");
        assertThat(worker.getBean(DeadLetters.class).list(name, new PageRequest(100, null)))
                .hasSize(80);
    }

    @Test
    void partitionsThatAreNotResetGoOnWhereTheyAre() {
        Topic topic = new Topic(broker, 2);
        topic.produce(1_000, index -> "{\"id\":" + index + "}");
        String name = create(topic);
        service().start(name);
        drain(name);
        String reset = "/api/v1/pipelines/" + name + "/reset";

        HttpResponse<String> wrong = post(
                reset,
                "wrong-" + name,
                "{\"startPosition\": \"SEQUENCE\", \"startSequences\": {\"0\": 501, \"1\": 0, \"7\": 3}}");
        HttpResponse<String> vague = post(reset, "vague-" + name, "{\"startTime\": \"2026-01-01T00:00:00Z\"}");
        String back = "{\"startPosition\": \"SEQUENCE\", \"startSequences\": {\"1\": 490}}";
        HttpResponse<String> done = post(reset, "done-" + name, back);
        HttpResponse<String> repeated = post(reset, "done-" + name, back);
        PipelineProgress between = worker.getBean(ProgressReports.class).of(name);
        topic.produce(2, index -> "{\"id\":" + index + "}");
        service().start(name);
        drain(name);

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("\"field\":\"startSequences.0\"", "\"found\":\"501\"", "\"allowed\":\"0 to 500\"")
                .contains("\"field\":\"startSequences.7\"", "one of [0, 1]");
        assertThat(vague.body()).contains("\"field\":\"startPosition\"", "\"field\":\"startTime\"");
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(repeated.body()).isEqualTo(done.body());
        assertThat(between.partitions()).extracting(PartitionProgress::lag).containsExactly(0L, 10L);
        assertThat(between.received()).isEqualTo(500);
        assertThat(rows(name)).isEqualTo(1_012);
        assertThat(worker.getBean(ProgressReports.class).of(name).received()).isEqualTo(512);
    }

    /** PostgreSQL dies where the last of what a reset changes is written. */
    @Test
    void aResetThatIsNotWholeDidNotHappen() {
        Topic topic = new Topic(broker, 1);
        topic.produce(100, index -> "{\"id\":" + index + "}");
        String name = create(topic);
        service().start(name);
        drain(name);
        PipelineResets resets = worker.getBean(PipelineResets.class);
        ResetPosition back = new ResetPosition(PipelineSource.StartPosition.SEQUENCE, Map.of(0, 90L), null);
        Pipeline before = service().get(name);
        platform.update("create function die() returns trigger language plpgsql as $$ begin raise 'died'; end $$;"
                + " create trigger die before insert on partition_start for each row execute function die()");
        assertThatThrownBy(() -> resets.reset(name, back)).hasMessageContaining("died");
        platform.update("drop trigger die on partition_start; drop function die");

        assertThat(service().get(name)).isEqualTo(before);
        assertThat(worker.getBean(ProgressReports.class).of(name).received()).isEqualTo(100);
        resets.reset(name, back);
        assertThat(pipelines().reset(before, before.definition(), before.generations(), Map.of()))
                .isFalse();
        service().start(name);
        drain(name);
        assertThat(rows(name)).isEqualTo(110);
    }

    @Test
    void whoMergesByAColumnMayReadEverythingAgain() {
        Topic topic = new Topic(broker, 2);
        topic.produce(1_000, index -> "{\"id\":" + index % 7 + ",\"n\":" + index + "}");
        String name =
                nameIn(run(topic, "\"write\": {\"mode\": \"UPSERT\", \"keys\": [\"id\"], \"sequenceBy\": \"n\"}"));
        String time = Instant.now().minusSeconds(3_600).toString();

        HttpResponse<String> done = post(
                "/api/v1/pipelines/" + name + "/reset",
                "reset-" + name,
                "{\"startPosition\": \"TIME\", \"startTime\": \"" + time + "\"}");
        service().start(name);
        drain(name);

        assertThat(done.body()).contains("\"startPosition\":\"TIME\"");
        assertThat(get("/api/v1/pipelines/" + name + "/progress").body()).contains("\"received\":1000");
        assertThat(rows(name)).isEqualTo(7);
    }

    @Test
    void aPipelineThatIsChangedGoesOnWhereItWas() {
        Topic topic = new Topic(broker, 2);
        topic.produce(1_000, index -> "{\"id\":" + index + "}");
        String columns = "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}]";
        String path = "/api/v1/pipelines/" + nameIn(run(topic, columns));
        String name = path.substring(path.lastIndexOf('/') + 1);
        String even = "{\"transform\": \"select id from input where id % 2 = 0\", \"batch\": {\"maxRows\": 7}}";

        String before = tag(get(path));
        HttpResponse<String> blind = patch(path, null, even);
        HttpResponse<String> changed = patch(path, before, even);
        HttpResponse<String> stale = patch(path, before, even);
        topic.produce(100, index -> "{\"id\":" + index + "}");
        service().start(name);
        HttpResponse<String> atWork = patch(path, "*", even);
        drain(name);

        assertThat(blind.statusCode()).isEqualTo(428);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).contains("where id % 2 = 0", "\"maxRows\":7,", "\"state\":\"STOPPED\"");
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(stale.body()).contains(tag(changed).replace("\"", "\\\""));
        assertThat(atWork.statusCode()).isEqualTo(409);
        assertThat(atWork.body()).contains("pipeline-state", "stop it and change it then");
        assertThat(get(path + "/progress").body()).contains("\"received\":1100", "\"filtered\":50");
        assertThat(rows(name)).isEqualTo(1_050);

        patch(path, "*", "{\"transform\": \"\", \"write\": {\"mode\": \"UPSERT\", \"keys\": [\"id\"]}}");
        topic.produce(100, index -> "{\"id\":" + index + "}");
        service().start(name);
        drain(name);

        assertThat(get(path).body())
                .contains("\"mode\":\"UPSERT\"", "\"maxRows\":7,")
                .doesNotContain("transform");
        assertThat(rows(name)).isEqualTo(1_000);
    }

    @Test
    void allThatCannotBeChangedIsNamedAtOnce() {
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        String columns = "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}]";
        String path = "/api/v1/pipelines/" + nameIn(run(topic, columns));
        String before = get(path).body();

        HttpResponse<String> other = patch(
                path,
                "*",
                "{\"name\": \"other\", \"target\": {\"delta\": {\"table\": \"t\"}}, \"format\": \"RAW\","
                        + " \"source\": {\"store\": \"hubs\", \"topic\": \"t\", \"startPosition\": \"LATEST\"},"
                        + " \"batch\": {\"maxRows\": 0}, \"write\": {\"mode\": \"UPSERT\"}}");
        HttpResponse<String> column = patch(path, "*", "{\"columns\": [{\"name\": \"ID\", \"type\": \"VARCHAR\"}]}");
        HttpResponse<String> transform = patch(path, "*", "{\"transform\": \"select id / 2 as id from input\"}");

        assertThat(other.statusCode()).isEqualTo(422);
        for (String field : List.of(
                "name",
                "target",
                "source.store",
                "source.topic",
                "source.startPosition",
                "columns",
                "batch.maxRows",
                "write.keys")) {
            assertThat(other.body()).contains("\"field\":\"" + field + "\"");
        }
        assertThat(column.body())
                .contains("\"field\":\"columns\"", "makes ID VARCHAR, but the table has id BIGINT", "or another name");
        assertThat(transform.body())
                .contains("\"field\":\"transform\"", "makes id DOUBLE, but the table has id BIGINT");
        assertThat(patch(path, "*", "{\"surprise\": 1}").statusCode()).isEqualTo(400);
        assertThat(get(path).body()).isEqualTo(before);
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static HttpResponse<String> patch(String path, String ifMatch, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body));
        return send((ifMatch == null ? request : request.header("If-Match", ifMatch)).build());
    }

    @Test
    void whatBreaksExpectationsIsCountedOnceWrittenDroppedOrTheEnd() throws SQLException {
        Topic topic = new Topic(broker, 2);
        topic.produce(1_000, index -> "{\"id\":" + index + "}");
        String expected = "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}], \"batch\": {\"maxRows\": 100},"
                + " \"expectations\": [{\"name\": \"low\", \"condition\": \"id < 900\", \"action\": \"WARN\"},"
                + " {\"name\": \"odd\", \"condition\": \"id % 10 <> 0\", \"action\": \"DROP\"},"
                + " {\"name\": \"here\", \"condition\": \"id < 2000\", \"action\": \"FAIL\"}]";
        String delta = "\"target\": {\"delta\": {\"table\": \"%s\"}, ";

        String both = run(topic, expected, name -> delta.formatted(name));
        String lonely = "p" + UUID.randomUUID().toString().substring(0, 8);
        service()
                .create(new PipelineDefinition(
                        lonely,
                        new PipelineSource("broker", topic.name(), null, null, null, null),
                        new PipelineTarget(null, new PipelineTarget.DeltaTarget(lonely)),
                        null,
                        List.of(new DeclaredColumn("id", "BIGINT")),
                        null,
                        null,
                        null,
                        List.of(
                                new DeclaredExpectation("low", "id < 900", Expectation.Action.WARN),
                                new DeclaredExpectation("odd", "id % 10 <> 0", Expectation.Action.DROP),
                                new DeclaredExpectation("here", "id < 2000", Expectation.Action.FAIL)),
                        new BatchLimits(100, null, null)));
        service().start(lonely);
        drain(lonely);
        String alone = get("/api/v1/pipelines/" + lonely + "/progress").body();

        String counts = "\"broken\":{\"here\":0,\"low\":100,\"odd\":100}";
        assertThat(both).contains("\"received\":1000", "\"written\":900", "\"deadLettered\":100", counts);
        assertThat(alone).contains("\"received\":1000", "\"written\":900", "\"deadLettered\":100", counts);
        assertThat(rows(nameIn(both))).isEqualTo(900);
        assertThat(idsIn(nameIn(alone))).isEqualTo("900 900");
        assertThat(worker.getBean(DeadLetters.class).list(nameIn(both), new PageRequest(5, null)))
                .allMatch(letter -> letter.reason().equals("breaks expectation odd: id % 10 <> 0"));

        String name = nameIn(both);
        topic.produce(20, index -> "{\"id\":" + (1_991 + index) + "}");
        service().start(name);
        await().atMost(Duration.ofSeconds(60)).until(() -> service().get(name).state() instanceof PipelineState.Failed);
        String failure = failure(name);
        PipelineProgress failed = worker.getBean(ProgressReports.class).of(name);
        patch("/api/v1/pipelines/" + name, "*", "{\"expectations\": []}");
        service().start(name);
        drain(name);

        assertThat(failure)
                .matches(
                        "the record at 50[45] of partition [01] breaks expectation here: id < 2000 .*nothing of its batch.*");
        assertThat(failed.received()).isEqualTo(1_000);
        assertThat(rows(name)).isEqualTo(920);
        assertThat(idsIn(name)).isEqualTo("920 920");
    }

    @Test
    void deadLettersComeBackOnceAfterAFix() throws Exception {
        Topic topic = new Topic(broker, 2);
        topic.produce(
                1_000,
                index -> index == 7 ? "no" : "{\"id\":" + index + ",\"n\":\"" + (index % 10 == 0 ? "x" : "") + "1\"}");
        String read =
                "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}, {\"name\": \"n\", \"type\": \"VARCHAR\"}],"
                        + " \"transform\": \"select id, n::int as n from input\"";
        String name = nameIn(run(topic, read));
        String path = "/api/v1/pipelines/" + name;
        assertThat(get(path + "/progress").body()).contains("\"written\":899", "\"deadLettered\":101");
        String fixed = "{\"transform\": \"select id, replace(n, 'x', '')::int as n from input where id <> 10\"}";
        assertThat(patch(path, "*", fixed).statusCode()).isEqualTo(200);

        HttpResponse<String> first = post(path + "/dead-letters/replay?limit=30", "first-" + name, "");
        HttpResponse<String> again = post(path + "/dead-letters/replay?limit=30", "first-" + name, "");
        String token = first.body().replaceAll(".*\"nextPageToken\":\"([^\"]*)\".*", "$1");
        DeadLetterReplays replays = worker.getBean(DeadLetterReplays.class);
        List<Long> written = Stream.of(1, 2, 3, 4)
                .parallel()
                .map(any -> {
                    try {
                        return replays.replay(name, new PageRequest(1_000, token))
                                .written();
                    } catch (ProblemException overtaken) {
                        return 0L;
                    }
                })
                .toList();
        HttpResponse<String> rest = post(path + "/dead-letters/replay", "rest-" + name, "");

        assertThat(first.body())
                .contains("\"taken\":30,\"written\":29,\"filtered\":1,\"left\":0,\"nextPageToken\":\"0:");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(written.stream().mapToLong(Long::longValue).sum()).isEqualTo(70);
        assertThat(rest.body()).isEqualTo("{\"taken\":1,\"written\":0,\"filtered\":0,\"left\":1}");
        assertThat(rows(name)).isEqualTo(998);
        assertThat(get(path + "/progress").body())
                .contains("\"received\":1000", "\"written\":998", "\"deadLettered\":1,", "\"filtered\":1");
        assertThat(worker.getBean(DeadLetters.class).list(name, new PageRequest(5, null)))
                .singleElement()
                .matches(letter -> letter.payload().equals("no"));

        topic.produce(10, index -> "{\"id\":" + (1_000 + index) + ",\"n\":\"1\"}");
        service().start(name);
        HttpResponse<String> atWork = post(path + "/dead-letters/replay", "early-" + name, "");
        drain(name);
        assertThat(atWork.statusCode()).isEqualTo(409);
        assertThat(rows(name)).isEqualTo(1_008);
    }

    @Test
    void lettersThatCouldNotComeBackWholeOrOnceStay() {
        Topic topic = new Topic(broker, 1);
        topic.produce(1, index -> "no");
        String merged = nameIn(run(topic, "\"write\": {\"mode\": \"UPSERT\", \"keys\": [\"id\"]}"));
        String events = nameIn(run(topic, "\"format\": \"CLOUDEVENTS\""));
        String delta = create(topic, table -> new PipelineTarget(null, new PipelineTarget.DeltaTarget(table)));

        for (String name : List.of(merged, events, delta)) {
            HttpResponse<String> refused =
                    post("/api/v1/pipelines/" + name + "/dead-letters/replay", "replay-" + name, "");
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("letters-kept", "pipeline " + name);
        }
    }

    @Test
    void aDryRunTellsWhatWouldBreakExpectations() {
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + "}");

        HttpResponse<String> looked = post(
                "/api/v1/pipelines/dry-run",
                "dry",
                definition(
                        "dry",
                        topic,
                        "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}], \"expectations\":"
                                + " [{\"name\": \"low\", \"condition\": \"id < 8\", \"action\": \"FAIL\"},"
                                + " {\"name\": \"odd\", \"condition\": \"id % 2 = 1\", \"action\": \"DROP\"}]"));

        assertThat(looked.body()).contains("\"written\":5", "\"deadLettered\":5", "\"broken\":{\"low\":2,\"odd\":5}");
    }

    @Test
    void theSameTopicIsReadInEachFormat() {
        Topic topic = new Topic(broker, 2);
        topic.produce(100, index -> index == 0 ? "id,name" : index % 10 == 1 ? "x,bad" : index + ",good");
        String csv = "\"format\": \"CSV\", \"csv\": {\"header\": true}, \"columns\":"
                + " [{\"name\": \"id\", \"type\": \"BIGINT\"}, {\"name\": \"name\", \"type\": \"VARCHAR\"}]";

        assertThat(run(topic, csv))
                .contains("\"received\":100", "\"written\":89", "\"deadLettered\":10", "\"filtered\":1");
        assertThat(run(topic, "\"format\": \"RAW\"")).contains("\"written\":100", "\"filtered\":0");
        assertThat(run(topic, "\"format\": \"CLOUDEVENTS\"")).contains("\"deadLettered\":100");
        assertThat(post("/api/v1/pipelines", "bad", definition("bad", topic, "\"format\": \"CSV\""))
                        .body())
                .contains("pipeline-invalid", "\"field\":\"columns\"");
    }

    @Test
    void recordsOfOneKeyAreOneRowWhateverPartitionTheyAreIn() {
        Topic topic = new Topic(broker, 2);
        topic.produce(1_000, index -> "{\"id\":" + index % 7 + ",\"n\":" + index + "}");
        String write = "\"write\": {\"mode\": \"UPSERT\", \"keys\": [\"id\"], \"sequenceBy\": \"n\"}";

        String progress = run(topic, write);

        assertThat(progress).contains("\"received\":1000", "\"written\":1000");
        String name = nameIn(progress);
        assertThat(rows(name)).isEqualTo(7);
        assertThat(get("/api/v1/pipelines/" + name).body()).contains("\"mode\":\"UPSERT\"", "\"keys\":[\"id\"]");
        String delta = definition("toDelta", topic, write)
                .replace("\"target\": {", "\"target\": {\"delta\": {\"table\": \"t\"}, ");
        assertThat(post("/api/v1/pipelines", "toDelta", delta).body())
                .contains("pipeline-invalid", "\"field\":\"write.mode\"", "APPEND");
    }

    @Test
    void recordsGoThroughATransformOnTheirWayToBothTargets() throws SQLException {
        Topic topic = new Topic(broker, 2);
        topic.produce(
                1_000,
                index -> "{\"id\":" + index + ",\"n\":\"" + (index % 100 == 99 ? "x" : index) + "\",\"other\":1}");
        String transform = "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"},"
                + " {\"name\": \"n\", \"type\": \"VARCHAR\"}], \"transform\":"
                + " \"select id % 7 as id, n::bigint as n from input where id % 2 = 0 or n = 'x'\"";
        String delta = "\"target\": {\"delta\": {\"table\": \"%s\"}, ";

        String both = run(topic, transform, name -> delta.formatted(name));
        String merged = run(
                topic,
                transform + ", \"write\": {\"mode\": \"UPSERT\", \"keys\": [\"id\"], \"sequenceBy\": \"n\"}",
                name -> "\"target\": {");

        assertThat(both).contains("\"received\":1000", "\"written\":500", "\"deadLettered\":10", "\"filtered\":490");
        assertThat(rows(nameIn(both))).isEqualTo(500);
        assertThat(select(nameIn(both), "count(*) || ' ' || sum(n)")).isEqualTo("500 249500");
        assertThat(merged).contains("\"written\":500", "\"deadLettered\":10", "\"filtered\":490");
        assertThat(rows(nameIn(merged))).isEqualTo(7);
        assertThat(get("/api/v1/pipelines/" + nameIn(both) + "/dead-letters").body())
                .contains("the transform fails for n: Conversion Error");
        assertThat(post(
                                "/api/v1/pipelines",
                                "hostile",
                                definition("hostile", topic, transform.replace("n::bigint", "getenv('HOME')")))
                        .body())
                .contains("pipeline-invalid", "\"field\":\"transform\"", "not allowed: getenv", "\"found\":\"getenv\"");
    }

    @Test
    void aDryRunShowsWhatWouldBeAndWritesNothing() throws Exception {
        Topic topic = new Topic(broker, 2);
        topic.produce(100, index -> index == 3 ? "no" : "{\"id\":" + index + ",\"at\":{\"x\":1.5}}");

        HttpResponse<String> inferred =
                post("/api/v1/pipelines/dry-run", "dry", definition("dry", topic, "\"format\": \"JSON\""));
        HttpResponse<String> transformed = post(
                "/api/v1/pipelines/dry-run?records=50",
                "dry",
                definition(
                        "dry",
                        topic,
                        "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}], \"transform\":"
                                + " \"select 'n' || id as n, id / 0 as x from input where id = 4\""));

        assertThat(inferred.body())
                .contains("\"received\":100", "\"written\":99", "{\"name\":\"id\",\"type\":\"BIGINT\"}")
                .contains("STRUCT(\\\"x\\\" DOUBLE)", "{\"id\":0,\"at\":{\"x\":1.5}}")
                .contains("\"reason\":\"is not JSON\",\"payload\":\"no\"");
        assertThat(transformed.body())
                .contains("\"received\":50", "\"rows\":[{\"n\":\"n4\",\"x\":\"Infinity\"}]", "\"filtered\":48");
        assertThat(get("/api/v1/pipelines/dry").statusCode()).isEqualTo(404);
        assertThat(post(
                                "/api/v1/pipelines/dry-run",
                                "dry",
                                definition("dry", topic, "\"format\": \"JSON\"").replace(topic.name(), "no-such-topic"))
                        .body())
                .contains("source-unreadable", "no-such-topic");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.getBrokersAsString()))) {
            assertThat(admin.listGroups().all().get())
                    .noneMatch(group -> group.groupId().contains("dry"));
        }
        assertThat(post("/api/v1/pipelines/dry-run?records=0", "dry", definition("dry", topic, "\"format\": \"JSON\""))
                        .body())
                .contains("\"field\":\"records\"");
    }

    private static String nameIn(String progress) {
        return progress.replaceAll(".*\"pipeline\":\"([^\"]*)\".*", "$1");
    }

    private static String definition(String name, Topic topic, String more) {
        return """
                {"name": "%s", "source": {"store": "broker", "topic": "%s"}, %s,
                 "target": {"warehouse": {"store": "lake", "table": "%s"}}}""".formatted(name, topic.name(), more, name);
    }

    /** Has a pipeline read a topic to its end, and says how far it is then. */
    private static String run(Topic topic, String more) {
        return run(topic, more, name -> "\"target\": {");
    }

    private static String run(Topic topic, String more, Function<String, String> target) {
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        assertThat(post(
                                "/api/v1/pipelines",
                                "create-" + name,
                                definition(name, topic, more).replace("\"target\": {", target.apply(name)))
                        .statusCode())
                .isEqualTo(201);
        service().start(name);
        drain(name);
        return get("/api/v1/pipelines/" + name + "/progress").body();
    }

    private static HttpResponse<String> post(String path, String key, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:" + worker.getEnvironment().getProperty("local.server.port") + path);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        return HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join();
    }

    @Test
    void bothTargetsHoldTheSameThoughCommitsFailAtEveryBoundary() throws SQLException {
        Topic topic = new Topic(broker, 4);
        topic.produce(8_000, index -> index % 100 == 0 ? "broken " + index : "{\"id\":" + index + "}");
        String name = create(
                topic,
                table -> new PipelineTarget(
                        new PipelineTarget.WarehouseTarget("lake", table), new PipelineTarget.DeltaTarget(table)));
        Set<MemoryDeltaTables.When> interfered = interfere();
        service().start(name);
        drain(name);
        tables().interfere((table, when) -> {});

        assertThat(interfered).containsExactlyInAnyOrder(MemoryDeltaTables.When.values());
        assertThat(rows(name)).isEqualTo(7_920);
        assertThat(idsIn(name)).isEqualTo("7920 7920");
        assertThat(worker.getBean(ProgressReports.class).of(name).deadLettered())
                .isEqualTo(80);
    }

    @Test
    void aDeltaTargetAloneKeepsItsDeadLettersInATableOfItsOwn() throws SQLException {
        Topic topic = new Topic(broker, 4);
        topic.produce(8_000, index -> index % 100 == 0 ? "broken " + index : "{\"id\":" + index + "}");
        String name = create(topic, table -> new PipelineTarget(null, new PipelineTarget.DeltaTarget(table)));
        Set<MemoryDeltaTables.When> interfered = interfere();
        service().start(name);
        drain(name);
        tables().interfere((table, when) -> {});

        assertThat(interfered).containsExactlyInAnyOrder(MemoryDeltaTables.When.values());
        assertThat(idsIn(name)).isEqualTo("7920 7920");
        PipelineProgress progress = worker.getBean(ProgressReports.class).of(name);
        assertThat(progress.written()).isEqualTo(7_920);
        assertThat(progress.deadLettered()).isEqualTo(80);
        assertThat(select(name + "_dead_letter", "count(*) || ' ' || count(distinct decode(payload))"))
                .isEqualTo("80 80");
        DeadLetters letters = worker.getBean(DeadLetters.class);
        List<DeadLetter> first = letters.list(name, new PageRequest(59, null));
        assertThat(first).hasSize(60).allMatch(letter -> letter.reason().equals("is not JSON"));
        assertThat(first.get(0).payload()).isEqualTo("broken 0");
        assertThat(letters.list(name, new PageRequest(59, DeadLetters.position(first.get(59)))))
                .hasSize(20)
                .doesNotContainAnyElementsOf(first);
    }

    @Test
    void progressAtRestIsUnavailableAsLongAsTheTablesAre() {
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        String name = create(topic, table -> new PipelineTarget(null, new PipelineTarget.DeltaTarget(table)));
        service().start(name);
        drain(name);

        tables().setAway(true);
        HttpResponse<String> away = get("/api/v1/pipelines/" + name + "/progress");
        tables().setAway(false);
        HttpResponse<String> back = get("/api/v1/pipelines/" + name + "/progress");

        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(away.body()).contains("\"code\":\"unavailable\"", "pipeline " + name, "nobody answers");
        assertThat(back.body()).contains("\"received\":10", "\"written\":10");
    }

    /** Commits are refused before they happen, and later ones lose their reply after it. */
    private static Set<MemoryDeltaTables.When> interfere() {
        AtomicInteger moments = new AtomicInteger();
        Set<MemoryDeltaTables.When> interfered = ConcurrentHashMap.newKeySet();
        tables().interfere((table, when) -> {
            int moment = moments.incrementAndGet();
            if (moment < 15 ? moment % 3 == 0 : moment < 40 && moment % 4 == 0) {
                interfered.add(when);
                throw new DeltaException("interfered " + when, new IllegalStateException());
            }
        });
        return interfered;
    }

    /** The first two commits are refused, and the first two of the others lose their reply. */
    private static Set<MemoryDeltaTables.When> interfereTwice() {
        Map<MemoryDeltaTables.When, Integer> interfered = new ConcurrentHashMap<>();
        tables().interfere((table, when) -> {
            if (interfered.merge(when, 1, Integer::sum) <= 2) {
                throw new DeltaException("interfered " + when, new IllegalStateException());
            }
        });
        return interfered.keySet();
    }

    private static MemoryDeltaTables tables() {
        return worker.getBean(MemoryDeltaTables.class);
    }

    private static String idsIn(String table) throws SQLException {
        return select(table, "count(*) || ' ' || count(distinct id)");
    }

    private static String select(String table, String expression) throws SQLException {
        String files = tables().files(table).stream()
                .map(file -> Sql.text(file.toString()))
                .collect(Collectors.joining(", ", "[", "]"));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select " + expression + " from read_parquet(" + files + ")")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void drain(String name) {
        service().drain(name);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(service().get(name).state()).isInstanceOf(PipelineState.Stopped.class));
    }

    private static String create(Topic topic) {
        return create(topic, table -> new PipelineTarget(new PipelineTarget.WarehouseTarget("lake", table), null));
    }

    private static String create(Topic topic, Function<String, PipelineTarget> target) {
        return create(topic, null, target);
    }

    private static String create(
            Topic topic, PipelineSource.StartPosition position, Function<String, PipelineTarget> target) {
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        service()
                .create(new PipelineDefinition(
                        name,
                        new PipelineSource("broker", topic.name(), null, position, null, null),
                        target.apply(name),
                        new BatchLimits(1_000, null, 100L)));
        return name;
    }

    private static long rows(String table) {
        return worker.getBean(WarehouseTables.class).find("lake", table).rows();
    }

    private static PipelineService service() {
        return worker.getBean(PipelineService.class);
    }
}
