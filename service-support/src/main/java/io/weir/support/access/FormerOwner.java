package io.weir.support.access;

import io.weir.support.outbox.Destination;
import io.weir.support.outbox.Outbox;
import java.util.List;

/**
 * That a user or a token is gone. What it owned is the platform's from then on, in every service, so that the next of its name
 * has nothing of it.
 *
 * @param owner as in {@code user:ann}
 */
public record FormerOwner(String owner) {

    /** Where each service takes it from the control plane. */
    public static final String PATH = "/internal/v1/former-owners";

    /** Those that keep things of owners, besides the control plane itself. */
    private static final List<Destination> SERVICES =
            List.of(Destination.METADATA, Destination.INGEST, Destination.LINEAGE);

    /** Tells the services of an owner who goes in this transaction, once it commits; whichever is away keeps no other waiting. */
    public static void tell(Outbox outbox, String owner) {
        FormerOwner gone = new FormerOwner(owner);
        SERVICES.forEach(service -> outbox.append(service, PATH, key(service, owner), gone));
    }

    /** By which keys the services are told of an owner: a message of one is waiting as long as not all of them know. */
    public static List<String> keys(String owner) {
        return SERVICES.stream().map(service -> key(service, owner)).toList();
    }

    private static String key(Destination service, String owner) {
        return "former-owner/" + service + "/" + owner;
    }
}
