package io.weir.support.access;

import io.weir.support.outbox.Destination;
import io.weir.support.outbox.Outbox;
import java.time.Duration;
import java.util.List;

/**
 * That a user or a token is gone. What it owned is the platform's from then on, in every service, and what it was answered is
 * forgotten, so that the next of its name has nothing of it.
 *
 * @param owner as in {@code user:ann}
 */
public record FormerOwner(String owner) {

    /** Where each service takes it from the control plane. */
    public static final String PATH = "/internal/v1/former-owners";

    private static final List<Destination> TOLD =
            List.of(Destination.METADATA, Destination.INGEST, Destination.LINEAGE);

    /**
     * How long after they are gone a call of theirs may still be at work: several times what the gateway waits for an answer. No longer,
     * for somebody whom an issuer tells of may go on by that name, and what they make meanwhile is released as well.
     */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

    /**
     * Tells the services of an owner who goes in this transaction, once it commits; whichever is away keeps no other waiting. They are told
     * twice: what a call leaves that was at work is swept up when it must have ended, or sooner, before somebody else comes by that
     * name. Each service is named here: the page of what services tell each other is made of this.
     */
    public static void tell(Outbox outbox, String owner) {
        FormerOwner gone = new FormerOwner(owner);
        outbox.append(Destination.METADATA, PATH, key(Destination.METADATA, owner), gone);
        outbox.append(Destination.INGEST, PATH, key(Destination.INGEST, owner), gone);
        outbox.append(Destination.LINEAGE, PATH, key(Destination.LINEAGE, owner), gone);
        for (Destination service : TOLD) {
            outbox.appendFor(LONGEST_CALL, service, PATH, key(service, owner), gone);
        }
    }

    /** By which keys the services are told of an owner: a message of one is waiting as long as not all of them know. */
    public static List<String> keys(String owner) {
        return TOLD.stream().map(service -> key(service, owner)).toList();
    }

    private static String key(Destination service, String owner) {
        return "former-owner/" + service + "/" + owner;
    }
}
