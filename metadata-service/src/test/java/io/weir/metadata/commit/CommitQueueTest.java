package io.weir.metadata.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.conflict.IsolationLevel;
import io.weir.delta.conflict.Reads;
import io.weir.metadata.commit.CommitOutcome.Committed;
import io.weir.metadata.commit.CommitQueue.Waiting;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which commits are made together, and that each is told what became of it, whatever becomes of the others. */
@Timeout(120)
class CommitQueueTest {

    private static final UUID TABLE = new UUID(0, 1);
    private static final CommitOutcome ALONE = new Committed(TABLE, -1, 0, null);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<List<String>> groups = new CopyOnWriteArrayList<>();
    private final CountDownLatch underWay = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void whoeverWaitsForATableIsMadeWithAllWhoWaitForIt() throws Exception {
        CommitQueue queue = queue(2);
        CompletableFuture<CommitOutcome> first = commit(queue, "slow");
        underWay.await();
        CompletableFuture<CommitOutcome> second = commit(queue, "slow");
        CompletableFuture<CommitOutcome> third = commit(queue, "slow");
        // Another table's commit neither waits for the group that is under way, nor takes those with it.
        assertThat(queue.commit(attempt("other"))).isEqualTo(outcome("other"));
        awaitWaiting(queue, 2);
        mayEnd.countDown();

        assertThat(List.of(first.get(), second.get(), third.get())).containsOnly(outcome("slow"));
        assertThat(groups).containsExactly(List.of("slow"), List.of("other"), List.of("slow", "slow"));
    }

    @Test
    void noMoreGroupsAreUnderWayThanMayBe() throws Exception {
        CommitQueue queue = queue(1);
        CompletableFuture<CommitOutcome> first = commit(queue, "slow");
        underWay.await();
        CompletableFuture<CommitOutcome> second = commit(queue, "other");
        awaitWaiting(queue, 1);
        assertThat(second).isNotDone();
        mayEnd.countDown();

        assertThat(List.of(first.get(), second.get())).containsExactly(outcome("slow"), outcome("other"));
    }

    @Test
    void whatAGroupLeavesIsMadeAloneAndWhatFailsIsToldToItsOwnCallerOnly() {
        CommitQueue queue = queue(1);

        assertThat(queue.commit(attempt("left"))).isSameAs(ALONE);
        assertThatThrownBy(() -> queue.commit(attempt("failing"))).hasMessage("unknown");
        assertThatThrownBy(() -> queue.commit(attempt("broken"))).hasMessage("broken");
        assertThat(queue.commit(attempt("other"))).isEqualTo(outcome("other"));
    }

    private CommitQueue queue(int groupsAtOnce) {
        return new CommitQueue(groupsAtOnce, 10, this::work, attempt -> ALONE);
    }

    private CompletableFuture<CommitOutcome> commit(CommitQueue queue, String table) {
        return CompletableFuture.supplyAsync(() -> queue.commit(attempt(table)), threads);
    }

    private static void awaitWaiting(CommitQueue queue, int count) {
        while (queue.waiting() < count) {
            Thread.onSpinWait();
        }
    }

    private void work(List<Waiting> group) {
        groups.add(group.stream().map(member -> member.attempt().table()).toList());
        for (Waiting member : group) {
            switch (member.attempt().table()) {
                case "slow" -> {
                    underWay.countDown();
                    awaitEnd();
                    member.answer(outcome("slow"));
                }
                case "left" -> {}
                case "failing" -> member.fail(new IllegalStateException("unknown"));
                case "broken" -> throw new IllegalStateException("broken");
                default -> member.answer(outcome(member.attempt().table()));
            }
        }
    }

    private void awaitEnd() {
        try {
            assertThat(mayEnd.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static CommitOutcome outcome(String table) {
        return new Committed(TABLE, table.length(), 0, null);
    }

    private static CommitAttempt attempt(String table) {
        return new CommitAttempt(
                table,
                null,
                "WRITE",
                Map.of(),
                List.of(),
                List.of(),
                Reads.NOTHING,
                IsolationLevel.WRITE_SERIALIZABLE,
                Origin.UNKNOWN);
    }
}
