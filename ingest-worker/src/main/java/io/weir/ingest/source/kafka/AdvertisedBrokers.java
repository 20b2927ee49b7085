package io.weir.ingest.source.kafka;

import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.support.outbound.OutboundRules;
import io.weir.support.problem.ProblemException;
import java.util.Collection;
import org.apache.kafka.common.Node;

/**
 * The brokers that a cluster tells its clients to go to. Whoever runs a cluster in public may name others there, which only the
 * platform can reach.
 */
record AdvertisedBrokers(OutboundRules outbound) {

    /** @throws SourceException lasting if one of them is in a network that is not public */
    void require(SourceRequest request, Collection<Node> brokers) {
        try {
            brokers.forEach(broker -> outbound.require(broker.host()));
        } catch (ProblemException refused) {
            throw new SourceException(
                    "store " + request.broker().name() + ": the brokers at " + request.brokers() + " lead on to where "
                            + refused.getMessage(),
                    true,
                    refused);
        }
    }
}
