package io.weir.support.access;

import io.weir.support.outbox.Destination;
import io.weir.support.outbox.Outbox;
import java.util.List;
import java.util.stream.Stream;

/**
 * That a user or a token is gone. What it owned is the platform's from then on, in every service, and what it was answered is
 * forgotten, so that the next of its name has nothing of it.
 *
 * @param owner as in {@code user:ann}
 */
public record FormerOwner(String owner) {

    /** Where each service takes it from the control plane. */
    public static final String PATH = "/internal/v1/former-owners";

    /**
     * Tells the services of an owner who goes in this transaction, once it commits; whichever is away keeps no other waiting. Each is
     * named here: the page of what services tell each other is made of this.
     */
    public static void tell(Outbox outbox, String owner) {
        FormerOwner gone = new FormerOwner(owner);
        outbox.append(Destination.METADATA, PATH, key(Destination.METADATA, owner), gone);
        outbox.append(Destination.INGEST, PATH, key(Destination.INGEST, owner), gone);
        outbox.append(Destination.LINEAGE, PATH, key(Destination.LINEAGE, owner), gone);
    }

    /** By which keys the services are told of an owner: a message of one is waiting as long as not all of them know. */
    public static List<String> keys(String owner) {
        return Stream.of(Destination.METADATA, Destination.INGEST, Destination.LINEAGE)
                .map(service -> key(service, owner))
                .toList();
    }

    private static String key(Destination service, String owner) {
        return "former-owner/" + service + "/" + owner;
    }
}
