package io.weir.support.access;

import io.weir.support.outbox.Destination;
import io.weir.support.outbox.Outbox;
import java.time.Instant;

/**
 * That a thing is gone. What was granted on it by its name is gone with it, so that the next of that name is open to nobody by
 * what was meant for this one; what was granted since stays.
 *
 * @param removedAt by the clock of the database, which all services share and grants are dated by
 */
public record Removal(ResourceKind kind, String name, Instant removedAt) {

    /** Where the control plane takes it from other services. */
    public static final String PATH = "/internal/v1/removals";

    /** Tells the control plane of what was removed in this transaction, once it commits. */
    public static void tell(Outbox outbox, ResourceKind kind, String name) {
        Removal removal = new Removal(kind, name, outbox.databaseTime());
        outbox.append(Destination.PLATFORM, PATH, "removal/" + kind + "/" + name, removal);
    }
}
