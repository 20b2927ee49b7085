package io.weir.ingest.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.pipeline.PipelineChanged;
import io.weir.support.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressWatchTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicReference<PipelineProgress> progress = new AtomicReference<>();
    private ProgressWatch watch;

    @BeforeEach
    void start() {
        progress.set(progress("RUNNING", 10));
        // Whatever brings an answer, it is none of its own looks.
        watch = watch(LONG);
    }

    private ProgressWatch watch(Duration betweenLooks) {
        ProgressWatch started = new ProgressWatch(pipeline -> progress.get(), betweenLooks);
        started.start();
        return started;
    }

    @AfterEach
    void close() {
        close(watch);
    }

    private static void close(ProgressWatch watch) {
        watch.stop();
        watch.close();
    }

    @Test
    void whoDoesNotWaitIsAnsweredAtOnce() {
        assertThat(watch.await("p", ProgressGoal.of(20L, null))).isCompletedWithValue(progress("RUNNING", 10));
    }

    @Test
    void theBatchThatReachesTheGoalBringsTheAnswer() throws Exception {
        CompletableFuture<PipelineProgress> answer = watch.await("p", new ProgressGoal(20, LONG));

        progress.set(progress("RUNNING", 19));
        watch.progressed(new PipelineProgressed("p"));
        progress.set(progress("RUNNING", 20));
        watch.progressed(new PipelineProgressed("p"));

        assertThat(received(answer)).isEqualTo(20);
    }

    @Test
    void aPipelineThatComesToRestBringsTheAnswerToo() throws Exception {
        CompletableFuture<PipelineProgress> answer = watch.await("p", new ProgressGoal(Long.MAX_VALUE, LONG));
        assertThat(answer).isNotDone();

        progress.set(progress("STOPPED", 10));
        watch.changed(new PipelineChanged("p"));

        assertThat(answer.get(1, TimeUnit.MINUTES).state()).isEqualTo("STOPPED");
    }

    @Test
    void whatAnotherWorkerDidIsSeenToo() throws Exception {
        ProgressWatch looking = watch(Duration.ofMillis(50));
        CompletableFuture<PipelineProgress> answer = looking.await("p", new ProgressGoal(20, LONG));

        progress.set(progress("RUNNING", 25));

        assertThat(received(answer)).isEqualTo(25);
        close(looking);
    }

    /** Whose wait ends is forgotten, and with the last of a pipeline's there is nobody to look for: but for who has just come. */
    @Test
    void whoComesWhileTheLastOneGoesIsAnsweredToo() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                watch.await("p", new ProgressGoal(20, Duration.ofNanos(1))).join();
            }
        });
        try {
            for (int round = 0; round < 40_000; round++) {
                progress.set(progress("RUNNING", 10));
                CompletableFuture<PipelineProgress> answer = watch.await("p", new ProgressGoal(20, LONG));
                progress.set(progress("RUNNING", 20));
                watch.progressed(new PipelineProgressed("p"));
                assertThat(received(answer)).isEqualTo(20);
            }
        } finally {
            over.set(true);
            others.join();
        }
    }

    @Test
    void theLongestWaitEndsWithTheProgressSoFar() throws Exception {
        assertThat(received(watch.await("p", ProgressGoal.of(20L, 1)))).isEqualTo(10);
    }

    @Test
    void aServiceThatStopsAnswersAllWhoWait() {
        CompletableFuture<PipelineProgress> answer = watch.await("p", ProgressGoal.of(20L, 20_000));

        watch.stop();

        assertThat(answer).isCompletedWithValue(progress("RUNNING", 10));
        assertThat(watch.await("p", ProgressGoal.of(20L, 20_000))).isDone();
    }

    @Test
    void goalsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> ProgressGoal.of(-1L, 0))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("received");
        assertThatThrownBy(() -> ProgressGoal.of(1L, 20_001))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("waitMillis");
    }

    private static long received(CompletableFuture<PipelineProgress> answer) throws Exception {
        return answer.get(1, TimeUnit.MINUTES).received();
    }

    private static PipelineProgress progress(String state, long received) {
        return new PipelineProgress(
                "p", state, null, List.of(), received, received, 0, 0, Map.of(), List.of(), 1, 0, null);
    }
}
