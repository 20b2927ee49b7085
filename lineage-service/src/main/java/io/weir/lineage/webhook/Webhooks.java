package io.weir.lineage.webhook;

import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Addresses that are told what happens, each with its place in the log of live events. */
public interface Webhooks {

    /** Adds one that is told what happens from now on. */
    Webhook add(URI url, List<String> events, String secret);

    Optional<Webhook> find(UUID id);

    /** What its messages are signed with. */
    Optional<String> secret(UUID id);

    Page<Webhook> list(PageRequest request);

    /** Removes it; false where there is none. */
    boolean remove(UUID id);

    /** Locks one that is behind and due until the transaction ends. */
    Optional<Due> claim();

    /** Notes that all up to an event was delivered or passed over. */
    void advance(UUID id, long position, boolean delivered);

    /** Notes that an attempt failed, and waits. */
    void postpone(UUID id, String error, Duration wait);

    /** A webhook with what is needed to serve it. */
    record Due(Webhook webhook, String secret) {

        @Override
        public String toString() {
            return webhook.toString();
        }
    }
}
