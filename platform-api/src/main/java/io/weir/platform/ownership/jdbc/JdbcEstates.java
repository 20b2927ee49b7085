package io.weir.platform.ownership.jdbc;

import io.weir.platform.ownership.Estates;
import io.weir.support.access.FormerOwner;
import io.weir.support.access.OwnedRows;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.outbox.Outbox;
import io.weir.support.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** A statement for each kind, and messages to each service; users and tokens go seldom. */
@Repository
class JdbcEstates implements Estates {

    private static final List<String> KINDS =
            List.of("access_role", "platform_user", "api_token", "store", "secret", "organization");

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** Longer than the first attempts at a service that is busy, shorter than what a caller gives up after. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final JdbcClient jdbc;
    private final OwnedRows own;
    private final Outbox outbox;
    private final IdempotentRequests requests;

    JdbcEstates(JdbcClient jdbc, Outbox outbox, IdempotentRequests requests) {
        this.requests = requests;
        this.jdbc = jdbc;
        this.own = OwnedRows.of(jdbc, "revision = revision + 1", KINDS);
        this.outbox = outbox;
    }

    @Override
    public void release(List<String> owners) {
        own.release(owners);
        requests.forget(owners);
        owners.forEach(owner -> FormerOwner.tell(outbox, owner));
    }

    @Override
    public void awaitReleased(String owner) {
        if (isReleased(owner)) {
            return;
        }
        own.release(List.of(owner));
        requests.forget(List.of(owner));
        outbox.hasten(FormerOwner.keys(owner));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        // Another replica may be the one that tells the services, so that only the table shows it.
        while (!isReleased(owner)
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    @Override
    public void requireReleased(String owner) {
        if (!isReleased(owner)) {
            throw ProblemException.unavailable(
                    "Not every service knows yet that the '" + owner
                            + "' of before is gone, and what is left there must not be the next one's",
                    RETRY_AFTER,
                    null);
        }
    }

    private boolean isReleased(String owner) {
        return jdbc.sql("select not exists (select from outbox_message where ordering_key = any(?))")
                .param(FormerOwner.keys(owner).toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }
}
