package io.weir.ingest.source;

import io.weir.ingest.dependency.Dependency;
import io.weir.ingest.stage.Payloads;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A subscription of whose broker it is noted when it ends since that is away. Of two that are joined each has a broker of its own.
 *
 * @param outage whether a failure means that the broker is away
 */
record WatchedSource(Source source, Dependency broker, Predicate<SourceException> outage) implements Source {

    @Override
    public void poll(Duration longest, Payloads payloads) {
        try {
            source.poll(longest, payloads);
        } catch (SourceException failed) {
            if (outage.test(failed)) {
                broker.failed(failed);
            }
            throw failed;
        }
    }

    @Override
    public void pause() {
        source.pause();
    }

    @Override
    public void resume() {
        source.resume();
    }

    @Override
    public Map<Integer, SourcePosition> positions() {
        return source.positions();
    }

    @Override
    public Set<Integer> leaderless() {
        return source.leaderless();
    }

    @Override
    public long heardNanos() {
        return source.heardNanos();
    }

    @Override
    public boolean isShared() {
        return source.isShared();
    }

    @Override
    public void report(Map<Integer, Long> sequences) {
        source.report(sequences);
    }

    @Override
    public void wakeUp() {
        source.wakeUp();
    }

    @Override
    public void close() {
        source.close();
    }
}
