package io.weir.standalone.streamduck;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.client.model.PartitionProgress;
import io.weir.client.model.PipelineProgress;
import io.weir.client.model.PipelineProgress.StateEnum;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MappingWatchTest {

    private static final Mapping MAPPING = new Mapping(
            "1",
            new HubSource("localhost:1", "orders", "$Default", StartPosition.EARLIEST, Optional.empty()),
            new TableTarget.File(Path.of("/shop.duckdb"), "ingest.orders"),
            1000);
    private static final Knobs KNOBS =
            new Knobs(1000, Duration.ofSeconds(60), 10, Duration.ofSeconds(60), 2, Duration.ofSeconds(30));

    private final StringWriter out = new StringWriter();
    private final MappingWatch watch = new MappingWatch(MAPPING, KNOBS, new PrintWriter(out, true));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aLineIsPrintedForNewsAndNowAndThenWithoutAny() {
        look(2, StateEnum.RUNNING, 0, null);
        look(2, StateEnum.RUNNING, 500, null);
        look(2, StateEnum.RUNNING, 500, null);
        look(60, StateEnum.RUNNING, 500, null);

        assertThat(out.toString().lines())
                .containsExactly(
                        "  orders → ingest.orders  RUNNING  0 rows, 0 dead letters, 7 to come",
                        "  orders → ingest.orders  RUNNING  500 rows, 0 dead letters, 7 to come, 250/s",
                        "  orders → ingest.orders  RUNNING  500 rows, 0 dead letters, 7 to come, 0/s");
    }

    @Test
    void anObstacleIsToldOnceAndAgainWhenItComesBack() {
        look(2, StateEnum.RUNNING, 0, "the disk is full");
        look(2, StateEnum.RUNNING, 0, "the disk is full");
        look(2, StateEnum.RUNNING, 0, null);
        watch.tellObstacle("the disk is full");

        assertThat(out.toString().lines().filter(line -> line.equals("  orders  waiting: the disk is full")))
                .hasSize(2);
    }

    @Test
    void aFailedPipelineIsStartedAgainAsOftenAndAsLateAsTheKnobsSay() {
        assertThat(look(2, StateEnum.FAILED, 0, "no key")).isFalse();
        assertThat(look(29, StateEnum.FAILED, 0, "no key")).isFalse();
        assertThat(look(2, StateEnum.FAILED, 0, "no key")).isTrue();
        assertThat(look(2, StateEnum.FAILED, 0, "no key")).isFalse();
        assertThat(watch.isLost()).isFalse();
        assertThat(look(31, StateEnum.FAILED, 0, "no key")).isTrue();
        assertThat(look(2, StateEnum.FAILED, 0, "no key")).isFalse();
        assertThat(watch.isLost()).isTrue();
        assertThat(look(90, StateEnum.FAILED, 0, "no key")).isFalse();
    }

    @Test
    void whoHasWorkedSinceMayFailAsOftenAgain() {
        look(2, StateEnum.FAILED, 0, "no key");
        assertThat(look(31, StateEnum.FAILED, 0, "no key")).isTrue();
        look(2, StateEnum.RUNNING, 10, null);
        for (int restart = 0; restart < KNOBS.restarts(); restart++) {
            assertThat(look(2, StateEnum.FAILED, 10, "no key")).isFalse();
            assertThat(look(31, StateEnum.FAILED, 10, "no key")).isTrue();
        }
        look(2, StateEnum.FAILED, 10, "no key");
        assertThat(watch.isLost()).isTrue();
    }

    private boolean look(int secondsLater, StateEnum state, long received, @Nullable String failure) {
        now = now.plusSeconds(secondsLater);
        PartitionProgress partition = new PartitionProgress()
                .partition(0)
                .epoch(1L)
                .watermark(received - 1)
                .endOffset(received + 7)
                .lag(7L);
        return watch.observe(
                new PipelineProgress()
                        .state(state)
                        .partitions(List.of(partition))
                        .received(received)
                        .written(received)
                        .deadLettered(0L)
                        .failure(failure),
                now);
    }
}
