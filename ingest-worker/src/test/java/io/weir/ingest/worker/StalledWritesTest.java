package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.Topic;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.warehouse.StallingWarehouses.When;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** DuckDB comes to no end in the middle of a batch: while it writes, before it commits, and when it has. */
@ExtendWith(OutputCaptureExtension.class)
class StalledWritesTest extends StallingWorkerTest {

    private static final int RECORDS = 100;

    @BeforeAll
    static void startWithLittlePatience() {
        start("--weir.ingest.duckdb.statement-timeout=1s");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WIDENING")
    void thePipelineSaysWhatStalledAndGoesOnWithEachRecordOnce(When when, CapturedOutput output) throws SQLException {
        Topic topic = new Topic(broker, 2);
        topic.produce(RECORDS, index -> "{\"id\":" + index + "}");
        String name = create(topic);
        warehouses.stall(when);
        service().start(name);

        await().until(() -> output.toString().contains("pipeline " + name + " tries again: "));
        drain(name);

        assertThat(warehouses.isStillToCome(when)).isFalse();
        assertThat(output)
                .contains("pipeline " + name + " tries again: "
                        + (when == When.INSERT
                                ? "a statement took longer than weir.ingest.duckdb.statement-timeout and was ended;"
                                        + " nothing of its batch is written, and it is tried again"
                                : "a COMMIT took longer than 1000 ms, which is weir.ingest.duckdb.statement-timeout,"
                                        + " and was ended; whether its batch is written the watermark tells"));
        assertThat(inLake(name, "select count(*), count(distinct id), max(id)"))
                .containsExactly(RECORDS + "|" + RECORDS + "|" + (RECORDS - 1));
        assertThat(get("/api/v1/pipelines/" + name + "/progress").body())
                .contains("\"received\":" + RECORDS + ",", "\"written\":" + RECORDS + ",", "\"deadLettered\":0,");
        assertThat(failure(name)).isNull();
    }

    /** Tried again it would take as long again. */
    @Test
    void aTypeThatTakesTooLongToChangeEndsThePipelineWhichSaysWhatHelps() throws SQLException {
        Topic topic = new Topic(broker, 1);
        topic.produce(RECORDS, index -> "{\"id\":" + (3_000_000_000L + index) + "}");
        String name = name();
        executeInLake("create table %s (id integer)".formatted(Sql.name(name)));
        post(
                "/api/v1/pipelines",
                name,
                definition(name, topic, "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}]"));
        warehouses.stall(When.WIDENING);
        service().start(name);

        await().until(() -> String.valueOf(failure(name)).contains("ALTER TABLE"));
        assertThat(failure(name))
                .isEqualTo("table " + name + ": to make column id BIGINT took longer than"
                        + " weir.ingest.duckdb.statement-timeout, and was ended; make that time longer, or do it yourself"
                        + " (ALTER TABLE ... ALTER COLUMN ... SET DATA TYPE BIGINT), and start the pipeline again");
        assertThat(get("/api/v1/pipelines/" + name).body()).contains("\"state\":\"FAILED\"");
        assertThat(inLake(name, "select count(*)")).containsExactly("0");

        service().start(name);
        drain(name);
        assertThat(inLake(name, "select count(*), any_value(typeof(id))")).containsExactly(RECORDS + "|BIGINT");
    }

    /** Twenty megabytes are to come, in batches of one. What a poll brings is staged whole: four of them. */
    @Test
    void whileNothingIsWrittenNoMoreIsTakenThanThereIsRoomFor() throws Exception {
        int records = 20_000;
        String text = "x".repeat(1_000);
        Topic topic = new Topic(broker, 2);
        topic.produce(records, index -> "{\"id\":" + index + ",\"text\":\"" + text + "\"}");
        String name = create(topic);
        warehouses.stall(When.INSERT);
        service().start(name);

        long most = mostStagedUntilAStatementEnds(name);

        assertThat(most).isBetween(1_000_000L, 10_000_000L);
        awaitReceived(name, records);
        drain(name);
        assertThat(inLake(name, "select count(*), count(distinct id)")).containsExactly(records + "|" + records);
    }
}
