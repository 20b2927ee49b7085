package io.weir.ingest.source.lease;

import io.weir.ingest.source.SourceRequest;
import java.util.UUID;

/**
 * One of those who read a hub together.
 *
 * @param hub namespace, hub and consumer group
 * @param pipeline for which it reads
 * @param member tells it from the others, and from itself before it began anew
 */
public record HubReader(String hub, String pipeline, UUID member) {

    /** A new one. */
    static HubReader of(SourceRequest request) {
        String hub = request.brokers() + "/" + request.topic() + "/" + request.group();
        return new HubReader(hub, request.reader(), UUID.randomUUID());
    }
}
