package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.decode.Sql;
import io.weir.ingest.pipeline.PipelineTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Somebody changes the table that a pipeline writes. */
@ExtendWith(OutputCaptureExtension.class)
class AlteredTableTest extends WorkerTest {

    @ParameterizedTest
    @EnumSource
    void batchesWaitForAnAlterationAndEachRecordIsThereOnce(Feed feed, CapturedOutput output) throws SQLException {
        Feed.Events events = feed.events();
        events.producer().produce(1_000, index -> "{\"id\":" + index + "}");
        String name = create(events.source(), Destination.WAREHOUSE::target);
        service().start(name);
        awaitReceived(name, 1_000);

        try (Connection altering = worker.getBean(Targets.class)
                        .warehouse(new PipelineTarget.WarehouseTarget("lake", name))
                        .connect();
                Statement alter = altering.createStatement()) {
            altering.setAutoCommit(false);
            alter.execute("alter table " + Sql.name(name) + " add column made_by varchar");
            events.producer().produce(1_000, index -> "{\"id\":" + (1_000 + index) + ",\"more\":true}");
            await().until(() -> output.toString().contains("pipeline " + name + " tries again"));
            altering.commit();
        }
        awaitReceived(name, 2_000);
        drain(name);

        assertThat(inLake(name, "select count(*), count(distinct id), count(made_by), count(more)"))
                .containsExactly("2000|2000|0|1000");
        assertThat(failure(name)).isNull();
    }
}
