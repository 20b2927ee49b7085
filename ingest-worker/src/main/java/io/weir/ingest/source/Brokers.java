package io.weir.ingest.source;

import io.weir.support.outbound.OutboundRules;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Every kind of broker. */
@Component
public class Brokers {

    private final Map<String, Sources> kinds;
    private final OutboundRules outbound;

    public Brokers(List<Sources> sources, OutboundRules outbound) {
        this.kinds = sources.stream().collect(Collectors.toUnmodifiableMap(Sources::kind, Function.identity()));
        this.outbound = outbound;
    }

    /**
     * Those who read what is asked for.
     *
     * @throws SourceException where nobody does, or the broker is in a network that is not public
     */
    public Sources of(SourceRequest request) {
        Sources sources = kinds.get(request.broker().kind());
        if (sources == null) {
            throw new SourceException("nothing can be read from a store of kind "
                    + request.broker().kind());
        }
        requireAllowed(request);
        return sources;
    }

    private void requireAllowed(SourceRequest request) {
        try {
            request.hosts().forEach(outbound::require);
        } catch (ProblemException refused) {
            throw new SourceException("store " + request.broker().name() + ": " + refused.getMessage(), true, refused);
        }
    }
}
