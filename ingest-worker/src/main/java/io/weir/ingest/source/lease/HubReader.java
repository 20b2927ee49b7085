package io.weir.ingest.source.lease;

import io.weir.ingest.source.SourceRequest;
import java.util.UUID;

/**
 * One of those who read a hub together.
 *
 * @param hub namespace, hub and consumer group
 * @param pipeline for which it reads
 * @param member tells it from the others; the same before and after its worker was killed
 */
public record HubReader(String hub, String pipeline, UUID member) {

    static HubReader of(SourceRequest request, WorkerName worker) {
        String hub = request.brokers() + "/" + request.topic() + "/" + request.group();
        return new HubReader(hub, request.reader(), worker.reader(request));
    }
}
