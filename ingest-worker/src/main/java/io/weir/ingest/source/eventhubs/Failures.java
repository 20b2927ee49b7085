package io.weir.ingest.source.eventhubs;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import java.util.Set;

/** What a failure of the client means for a pipeline. */
final class Failures {

    private static final Set<AmqpErrorCondition> LASTING = Set.of(
            AmqpErrorCondition.NOT_FOUND, AmqpErrorCondition.UNAUTHORIZED_ACCESS, AmqpErrorCondition.NOT_ALLOWED);

    private Failures() {}

    static SourceException of(SourceRequest request, Throwable failed) {
        return of(request, failed, failed instanceof AmqpException amqp && LASTING.contains(amqp.getErrorCondition()));
    }

    /**
     * Of a reader that was let in before: what no longer opens may be a key that was exchanged meanwhile, and the next
     * reader begins with the new one.
     */
    static SourceException ofAdmitted(SourceRequest request, Throwable failed) {
        boolean key = failed instanceof AmqpException amqp
                && amqp.getErrorCondition() == AmqpErrorCondition.UNAUTHORIZED_ACCESS;
        return key ? of(request, failed, false) : of(request, failed);
    }

    private static SourceException of(SourceRequest request, Throwable failed, boolean lasting) {
        return new SourceException(
                "hub " + request.topic() + " at " + request.brokers() + " cannot be read: " + failed.getMessage(),
                lasting,
                failed);
    }
}
