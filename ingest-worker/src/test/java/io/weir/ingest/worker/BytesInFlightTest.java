package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.Topic;
import io.weir.ingest.warehouse.StallingWarehouses.When;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is taken and not written is as much as is set, and not as much as there is. */
class BytesInFlightTest extends StallingWorkerTest {

    private static final int RECORDS = 40_000;

    @BeforeAll
    static void startWithLittleRoom() {
        start("--weir.ingest.duckdb.statement-timeout=5s", "--weir.ingest.in-flight.bytes=2MB");
    }

    /** Forty megabytes are to come, which one batch of this pipeline would hold; a poll brings up to two of them. */
    @Test
    void aBacklogIsTakenNoFasterThanItIsWritten() throws Exception {
        String text = "x".repeat(1_000);
        Topic topic = new Topic(broker, 2);
        topic.produce(RECORDS, index -> "{\"id\":" + index + ",\"text\":\"" + text + "\"}");
        String name = name();
        String definition = definition(
                name, topic, "\"batch\": {\"maxRows\": 1000000, \"maxBytes\": 200000000, \"maxWaitMillis\": 5000}");
        assertThat(post("/api/v1/pipelines", "create-" + name, definition).statusCode())
                .isEqualTo(201);
        warehouses.stall(When.INSERT);
        service().start(name);

        long most = mostStagedUntilAStatementEnds(name);

        assertThat(most).isBetween(1_000_000L, 12_000_000L);
        awaitReceived(name, RECORDS);
        drain(name);
        assertThat(inLake(name, "select count(*), count(distinct id)")).containsExactly(RECORDS + "|" + RECORDS);
    }
}
