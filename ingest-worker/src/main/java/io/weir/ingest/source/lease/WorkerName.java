package io.weir.ingest.source.lease;

import io.weir.ingest.source.SourceRequest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a worker is known by to those who say who reads what. It is the same before and after a kill, so that a worker that
 * comes back need not wait until it is taken for dead: it takes what it had, as one more owner, with a higher epoch.
 */
public record WorkerName(UUID id) {

    /** What the worker is known by as the reader of a pipeline. */
    public UUID reader(SourceRequest request) {
        String name = id + "/" + request.reader() + "/" + request.brokers() + "/" + request.topic();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
