package io.weir.standalone.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a part, tells the listener before and after, and turns a failure into one line. */
final class StartClock {

    private static final Logger LOG = LoggerFactory.getLogger(StartClock.class);

    private final PlatformListener listener;
    private final Map<Part, String> addresses = new ConcurrentSkipListMap<>();

    StartClock(PlatformListener listener) {
        this.listener = listener;
    }

    /** @param start returns the address at which the part now answers */
    void time(Part part, Callable<String> start) {
        listener.starting(part.label());
        long begin = System.nanoTime();
        String address = addressOf(part, start);
        addresses.put(part, address);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        LOG.info("{} ready at {} after {} ms", part.label(), address, took.toMillis());
        listener.ready(part.label(), address, took);
    }

    /** Every part that is ready, and where it answers. */
    Map<Part, String> addresses() {
        return new TreeMap<>(addresses);
    }

    private static String addressOf(Part part, Callable<String> start) {
        try {
            return start.call();
        } catch (PlatformException explained) {
            throw explained;
        } catch (Exception failure) {
            LOG.error("{} does not start", part.label(), failure);
            throw new PlatformException(part.label() + " does not start: " + explanation(failure), failure);
        }
    }

    /** Our own parts explain themselves; a service's failure is explained by what lies deepest. */
    private static String explanation(Exception failure) {
        Throwable cause = failure;
        while (!(failure instanceof IOException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
