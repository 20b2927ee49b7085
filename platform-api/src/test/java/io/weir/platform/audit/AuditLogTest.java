package io.weir.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditLogTest {

    private static final int PLACES = 10;

    /** A log that begins to write and does not get on until it is let. */
    private static final class Stalled implements AuditEntries {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch let = new CountDownLatch(1);
        private final Queue<AuditEntry> written = new ConcurrentLinkedQueue<>();

        @Override
        public void add(List<AuditEntry> entries) {
            if (!entries.isEmpty()) {
                begun.countDown();
                await(let);
                written.addAll(entries);
            }
        }

        @Override
        public List<AuditEntry> list(AuditSearch search, @Nullable Long before, int limit) {
            return List.copyOf(written);
        }

        @Override
        public int removeBefore(Instant time) {
            return 0;
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
        AuditLog log = new AuditLog(entries, new AuditSettings(Duration.ofDays(1), PLACES), new SimpleMeterRegistry());
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
}
