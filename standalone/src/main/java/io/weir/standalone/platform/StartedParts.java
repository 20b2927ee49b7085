package io.weir.standalone.platform;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has started so far. Parts start side by side, and stop one by one in the order of {@link Part}. */
final class StartedParts {

    private static final Logger LOG = LoggerFactory.getLogger(StartedParts.class);

    private final PlatformListener listener;
    private final NavigableMap<Part, AutoCloseable> running = new TreeMap<>();

    StartedParts(PlatformListener listener) {
        this.listener = listener;
    }

    synchronized void add(Part part, AutoCloseable closeable) {
        running.put(part, closeable);
    }

    /** Stops everything; a part that does not stop is logged and does not keep the others from stopping. */
    void close() {
        for (Map.Entry<Part, AutoCloseable> next = next(); next != null; next = next()) {
            String label = next.getKey().label();
            if (next.getKey().isTold()) {
                listener.stopping(label);
            }
            try {
                next.getValue().close();
            } catch (Exception failure) {
                LOG.error("{} did not stop in order", label, failure);
            }
        }
    }

    private synchronized Map.@Nullable Entry<Part, AutoCloseable> next() {
        return running.pollFirstEntry();
    }
}
