package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.IngestPlatform;
import io.weir.ingest.Topic;
import io.weir.ingest.source.kafka.CuttingBroker;
import io.weir.test.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections to a broker that break within what it sends, and when it is told how far a pipeline is. */
class CutConnectionsTest extends WorkerTest {

    private static final int PARTITIONS = 3;
    private static final int ROUND = 12_000;
    private static final int MOST_ROUNDS = 20;
    private static final String FILLING = "x".repeat(1_000);

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
    void everyRecordIsOneRowWhereverConnectionsBreak() throws SQLException {
        Topic topic = new Topic(cutting.broker(), PARTITIONS);
        String name = create(topic);
        service().start(name);
        int produced = 0;
        for (int round = 0; round < MOST_ROUNDS && !isCutEnough(); round++) {
            int from = produced;
            topic.produce(ROUND, index -> "{\"id\":" + (from + index) + ",\"text\":\"" + FILLING + "\"}");
            produced += ROUND;
            awaitReceived(name, produced);
        }
        drain(name);

        assertThat(cutting.cutAnswers()).isGreaterThanOrEqualTo(5);
        assertThat(cutting.cutCommits()).isGreaterThanOrEqualTo(4);
        assertThat(inLake(name, "select count(*), count(distinct id), min(id), max(id)"))
                .containsExactly(produced + "|" + produced + "|0|" + (produced - 1));
    }

    private static boolean isCutEnough() {
        return cutting.cutAnswers() >= 5 && cutting.cutCommits() >= 4;
    }
}
