package io.weir.ingest.source;

import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.Dependency;
import io.weir.ingest.stage.StreamSide;
import io.weir.support.outbound.OutboundRules;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Every kind of broker. */
@Component
public class Brokers {

    private final Map<String, Sources> kinds;
    private final OutboundRules outbound;
    private final Dependencies dependencies;

    public Brokers(List<Sources> sources, OutboundRules outbound, Dependencies dependencies) {
        this.dependencies = dependencies;
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
        return new GuardedSources(sources, broker(request, sources));
    }

    private Dependency broker(SourceRequest request, Sources sources) {
        return dependencies.store(
                request.broker().name(), failed -> failed instanceof SourceException && sources.isOutage(failed));
    }

    /** Subscribes to all that is asked for. */
    public Source open(Subscription asked, SourceListener listener) {
        return asked.right().map(right -> joined(asked.left(), right, listener)).orElseGet(() -> of(asked.left())
                .open(asked.left(), listener));
    }

    private Source joined(SourceRequest left, SourceRequest right, SourceListener listener) {
        Source first = of(left).open(left, new SideListener(StreamSide.LEFT, listener));
        try {
            return new JoinedSource(first, of(right).open(right, new SideListener(StreamSide.RIGHT, listener)));
        } catch (RuntimeException failed) {
            first.close();
            throw failed;
        }
    }

    /**
     * The sequence that the next record of each partition will have.
     *
     * @throws SourceException if a broker does not answer or does not have the topic
     */
    public Map<Integer, Long> ends(Subscription asked) {
        Map<Integer, Long> ends = of(asked.left()).ends(asked.left());
        if (asked.right().isEmpty()) {
            return ends;
        }
        SourceRequest right = asked.right().get();
        Map<Integer, Long> both = new TreeMap<>(StreamSide.LEFT.numbered(ends));
        both.putAll(StreamSide.RIGHT.numbered(of(right).ends(right)));
        return both;
    }

    /**
     * The sequence of the first record after each of some offsets; none for no offsets.
     *
     * @param offsets by partition of what is asked for, which are there
     * @throws SourceException if a broker does not answer, or has nothing there
     */
    public Map<Integer, Long> firstAfter(Subscription asked, Map<Integer, String> offsets) {
        return eachSide(asked, offsets, Sources::firstAfter);
    }

    /**
     * Where readers were after the last records that sinks have, as {@link Sources#passed} says.
     *
     * @param last by partition of what is asked for
     * @throws SourceException if a broker does not answer
     */
    public Map<Integer, Long> passed(Subscription asked, Map<Integer, Long> last) {
        return eachSide(asked, last, Sources::passed);
    }

    /** What is asked of those who read one stream. */
    @FunctionalInterface
    private interface Question<T> {
        Map<Integer, Long> ask(Sources sources, SourceRequest request, Map<Integer, T> own);
    }

    private <T> Map<Integer, Long> eachSide(Subscription asked, Map<Integer, T> numbered, Question<T> question) {
        Map<Integer, Long> answers = new TreeMap<>();
        for (StreamSide side : StreamSide.values()) {
            Map<Integer, T> own = side.own(numbered);
            if (!own.isEmpty()) {
                SourceRequest request = asked.of(side);
                answers.putAll(side.numbered(question.ask(of(request), request, own)));
            }
        }
        return answers;
    }

    private void requireAllowed(SourceRequest request) {
        try {
            request.hosts().forEach(outbound::require);
        } catch (ProblemException refused) {
            throw new SourceException("store " + request.broker().name() + ": " + refused.getMessage(), true, refused);
        }
    }
}
