package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.IngestPlatform;
import io.weir.ingest.Topic;
import io.weir.ingest.source.kafka.CuttingBroker;
import io.weir.test.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections to a broker that break within what it sends, and when it is told how far a pipeline is. */
class CutConnectionsTest extends WorkerTest {

    private static final int PARTITIONS = 3;
    private static final int ROUND = 12_000;
    private static final int MOST_ROUNDS = 20;
    private static final int CUT_ANSWERS = 5;
    private static final int CUT_COMMITS = 4;
    private static final String FILLING = "x".repeat(1_000);

    /** Of each record where it is in the topic, and what it says of itself. */
    private static final String RAW = "\"format\": \"RAW\", \"batch\": {\"maxRows\": 1000, \"maxWaitMillis\": 100},"
            + " \"transform\": \"select partition_id::bigint as place, sequence_number as seq,"
            + " left(event_body, 6)::bigint as id from input\"";

    /** How many there are, how many places, the first and the last of a partition, and how many are elsewhere than they were produced. */
    private static final String FOUND =
            "count(*) || ' ' || count(distinct (place, seq)) || ' ' || min(seq) || ' ' || max(seq)"
                    + " || ' ' || count(*) filter (id <> seq * " + PARTITIONS + " + place)";

    @TempDir
    static Path folder;

    private static CuttingBroker cutting;

    @BeforeAll
    static void start() throws IOException {
        cutting = new CuttingBroker(FreePorts.base());
        platform = new IngestPlatform(folder, cutting.address());
        worker = platform.start();
    }

    @AfterAll
    static void stop() throws IOException {
        platform.close();
        cutting.close();
    }

    @Test
    void everyRecordIsOneRowOfTheWarehouseWhereverConnectionsBreak() throws SQLException {
        String name = name();

        int produced =
                readWhileConnectionsBreak(name, "\"warehouse\": {\"store\": \"lake\", \"table\": \"" + name + "\"}");

        assertThat(inLake(name, "select " + FOUND)).containsExactly(once(produced));
    }

    @Test
    void everyRecordIsOneRowOfTheDeltaTableWhereverConnectionsBreak() throws SQLException {
        String name = name();

        int produced = readWhileConnectionsBreak(name, "\"delta\": {\"table\": \"" + name + "\"}");

        assertThat(select(name, FOUND)).isEqualTo(once(produced));
    }

    /** Has a pipeline read until connections broke often enough, and one round more; says how many records there were. */
    private static int readWhileConnectionsBreak(String name, String target) {
        Topic topic = new Topic(cutting.broker(), PARTITIONS);
        String definition = """
                {"name": "%s", "source": {"store": "broker", "topic": "%s"}, %s, "target": {%s}}""".formatted(name, topic.name(), RAW, target);
        assertThat(post("/api/v1/pipelines", name, definition).statusCode()).isEqualTo(201);
        int cutAnswers = cutting.cutAnswers();
        int cutCommits = cutting.cutCommits();
        service().start(name);
        AtomicInteger produced = new AtomicInteger();
        for (int round = 0; round < MOST_ROUNDS && cutting.cutAnswers() - cutAnswers < CUT_ANSWERS; round++) {
            readAnother(ROUND, name, topic, produced);
        }
        assertThat(cutting.cutAnswers() - cutAnswers).as("cuts within records").isGreaterThanOrEqualTo(CUT_ANSWERS);
        await().until(() -> {
            readAnother(PARTITIONS, name, topic, produced);
            return cutting.cutCommits() - cutCommits >= CUT_COMMITS;
        });

        long before = cutting.passedBytes();
        readAnother(ROUND, name, topic, produced);
        drain(name);
        assertThat(cutting.passedBytes() - before)
                .as("bytes that came by connections after those that broke")
                .isGreaterThan((long) ROUND * FILLING.length());
        return produced.get();
    }

    private static void readAnother(int records, String name, Topic topic, AtomicInteger produced) {
        int from = produced.getAndAdd(records);
        topic.produce(records, index -> "%06d".formatted(from + index) + FILLING);
        awaitReceived(name, produced.get());
    }

    /** Each partition has its share, from the first record to the last, and each record is where it was produced. */
    private static String once(int produced) {
        return produced + " " + produced + " 0 " + (produced / PARTITIONS - 1) + " 0";
    }
}
