package io.weir.ingest.source;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Every kind of broker. */
@Component
public class Brokers {

    private final Map<String, Sources> kinds;

    public Brokers(List<Sources> sources) {
        this.kinds = sources.stream().collect(Collectors.toUnmodifiableMap(Sources::kind, Function.identity()));
    }

    /** Those who read what is asked for. */
    public Sources of(SourceRequest request) {
        Sources sources = kinds.get(request.broker().kind());
        if (sources == null) {
            throw new SourceException("nothing can be read from a store of kind "
                    + request.broker().kind());
        }
        return sources;
    }
}
