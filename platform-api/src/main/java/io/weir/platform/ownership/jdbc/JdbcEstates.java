package io.weir.platform.ownership.jdbc;

import io.weir.platform.ownership.Estates;
import io.weir.support.access.FormerOwner;
import io.weir.support.access.OwnedRows;
import io.weir.support.outbox.Outbox;
import io.weir.support.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** A statement for each kind, and a message to each service; users and tokens go seldom. */
@Repository
class JdbcEstates implements Estates {

    private static final List<String> KINDS = List.of("access_role", "platform_user", "api_token", "store", "secret");

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final OwnedRows own;
    private final Outbox outbox;

    JdbcEstates(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.own = OwnedRows.of(jdbc, "revision = revision + 1", KINDS);
        this.outbox = outbox;
    }

    @Override
    public void release(String owner) {
        own.release(owner);
        FormerOwner.tell(outbox, owner);
    }

    @Override
    public void requireReleased(String owner) {
        boolean waiting = jdbc.sql("select exists (select from outbox_message where ordering_key = any(?))")
                .param(FormerOwner.keys(owner).toArray(String[]::new))
                .query(Boolean.class)
                .single();
        if (waiting) {
            throw ProblemException.unavailable(
                    "Not every service knows yet that the '" + owner
                            + "' of before is gone, and what is left there must not be the next one's",
                    RETRY_AFTER,
                    null);
        }
    }
}
