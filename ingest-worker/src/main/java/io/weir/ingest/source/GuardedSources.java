package io.weir.ingest.source;

import io.weir.ingest.dependency.Dependency;
import io.weir.ingest.dependency.DependencyAwayException;
import io.weir.ingest.stage.Payloads;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Readers whose broker is spared while it is away. Of what a subscription reads only its end is watched, and no record: its own
 * client keeps the line.
 */
record GuardedSources(Sources sources, Dependency broker) implements Sources {

    @Override
    public String kind() {
        return sources.kind();
    }

    /** Of a broker that was away one asks first, by a question that is soon answered, before a group changes for it. */
    @Override
    public Source open(SourceRequest request, SourceListener listener) {
        if (broker.isDoubtful()) {
            ends(request);
        }
        return new WatchedSource(sources.open(request, listener), broker, sources::isOutage);
    }

    /** Once: records would be handed over twice. */
    @Override
    public void peek(SourceRequest request, int most, Duration longest, Payloads payloads) {
        Integer unused = translated(() -> broker.tell(() -> {
            sources.peek(request, most, longest, payloads);
            return most;
        }));
    }

    @Override
    public Map<Integer, Long> ends(SourceRequest request) {
        return translated(() -> broker.ask(() -> sources.ends(request)));
    }

    @Override
    public Map<Integer, Long> passed(SourceRequest request, Map<Integer, Long> last) {
        return translated(() -> broker.ask(() -> sources.passed(request, last)));
    }

    @Override
    public Map<Integer, Long> firstAfter(SourceRequest request, Map<Integer, String> offsets) {
        return translated(() -> broker.ask(() -> sources.firstAfter(request, offsets)));
    }

    @Override
    public boolean isOutage(Throwable failed) {
        return sources.isOutage(failed);
    }

    private static <T> T translated(Supplier<T> question) {
        try {
            return question.get();
        } catch (DependencyAwayException away) {
            throw new SourceException(String.valueOf(away.getMessage()), false, away);
        }
    }
}
