package io.weir.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AuditLogTest {

    private static final int PLACES = 10;

    /** Entries that are kept in memory, as soon as they are written. */
    private abstract static class Kept implements AuditEntries {

        final Queue<AuditEntry> written = new ConcurrentLinkedQueue<>();

        @Override
        public List<AuditEntry> list(AuditSearch search, @Nullable Long before, int limit) {
            return List.copyOf(written);
        }

        @Override
        public int removeBefore(Instant time) {
            return 0;
        }
    }

    /** A log that begins to write and does not get on until it is let. */
    private static final class Stalled extends Kept {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch let = new CountDownLatch(1);

        @Override
        public void add(List<AuditEntry> entries) {
            if (!entries.isEmpty()) {
                begun.countDown();
                await(let);
                written.addAll(entries);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static AuditEntry entry(String method, int status) {
        return new AuditEntry(
                0, Instant.EPOCH, "anonymous", method, "/api/v1/stores", status, "r", "127.0.0.1", null, null);
    }

    /** Whoever floods the platform with calls that are refused must not hide what somebody else changes meanwhile. */
    @Test
    void refusedCallsLeaveHalfOfThePlacesToWhatMatters() throws InterruptedException {
        Stalled entries = new Stalled();
        AuditLog log = log(entries, Duration.ZERO);
        log.record(entry("GET", 401), false);
        await(entries.begun);

        for (int call = 0; call < 3 * PLACES; call++) {
            log.record(entry("GET", 401), false);
        }
        for (int change = 0; change < PLACES / 2; change++) {
            log.record(entry("DELETE", 204), true);
        }
        entries.let.countDown();
        log.close();

        assertThat(entries.written)
                .filteredOn(entry -> entry.method().equals("DELETE"))
                .hasSize(PLACES / 2);
        assertThat(entries.written)
                .filteredOn(entry -> entry.method().equals("GET"))
                .as("those that had a place, and the one before them")
                .hasSize(PLACES / 2 + 1);
    }

    /** A log whose database is away, and then is not. */
    private static final class Away extends Kept {

        private final CountDownLatch tries = new CountDownLatch(3);
        private volatile boolean back;

        @Override
        public void add(List<AuditEntry> entries) {
            if (entries.stream().anyMatch(entry -> entry.method().equals("PUT"))) {
                throw new UnwritableEntryException("no such value", new IllegalStateException("refused"));
            }
            if (!entries.isEmpty() && !back) {
                tries.countDown();
                throw new IllegalStateException("the database is away");
            }
            written.addAll(entries);
        }
    }

    private static AuditLog log(AuditEntries entries, Duration quiet) {
        return new AuditLog(entries, new AuditSettings(Duration.ofDays(1), PLACES), new SimpleMeterRegistry(), quiet);
    }

    @Test
    void anOutageIsTwoLinesHoweverMuchIsLost(CapturedOutput output) throws InterruptedException {
        Away entries = new Away();
        AuditLog log = log(entries, Duration.ZERO);
        for (int call = 0; call < 5 * PLACES; call++) {
            log.record(entry("GET", 401), false);
        }
        await(entries.tries);
        entries.back = true;
        Awaitility.await().until(() -> output.getOut().contains("written again"));
        int kept = entries.written.size();
        log.close();

        assertThat(errors(output)).hasSize(2).element(0).asString().contains("wait, and more will");
        assertThat(errors(output)).element(1).asString().contains(5 * PLACES - kept + " were lost that had no place");
        assertThat(entries.written).hasSize(kept);
    }

    @Test
    void whatCannotBeKeptIsToldOnceAndCounted(CapturedOutput output) throws InterruptedException {
        Away entries = new Away();
        entries.back = true;
        AuditLog log = log(entries, Duration.ofHours(1));
        for (int call = 0; call < 5 * PLACES; call++) {
            log.record(entry("PUT", 200), true);
        }
        log.close();

        assertThat(errors(output))
                .hasSize(2)
                .element(0)
                .asString()
                .contains("is lost, for the database cannot keep it");
        assertThat(errors(output))
                .element(1)
                .asString()
                .contains("0 were lost that had no place, " + 5 * PLACES + " that");
    }

    @Test
    void whatAStopCannotWriteIsCounted(CapturedOutput output) throws InterruptedException {
        Away entries = new Away();
        AuditLog log = log(entries, Duration.ZERO);
        for (int change = 0; change < 3; change++) {
            log.record(entry("DELETE", 204), true);
        }
        await(entries.tries);
        log.close();

        assertThat(errors(output)).element(1).asString().contains("is closed", "3 that were not written");
    }

    private static List<String> errors(CapturedOutput output) {
        return output.getOut().lines().filter(line -> line.contains("ERROR")).toList();
    }
}
