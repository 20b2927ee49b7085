package io.weir.platform.gateway.http;

import io.weir.platform.ticket.ListenersToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The streams of events that are open, over all services. They would last for hours: a gateway that stops ends them first,
 * and their listeners come back to another one.
 */
final class OpenStreams implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OpenStreams.class);

    /** How long a stream may go on after its token, or after what its user was granted for it. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final Semaphore places;
    private final Predicate<ListenersToken> isValid;
    private final Map<EventPump, ListenersToken> pumps = new ConcurrentHashMap<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "tokens-of-streams");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable ScheduledFuture<?> look;
    /** Of the thread that looks alone. */
    private boolean untold;

    private volatile boolean running;
    private volatile boolean stopped;

    /** @param isValid whether the bearer of a token may listen now; throws where that cannot be told */
    OpenStreams(int most, Predicate<ListenersToken> isValid) {
        this.places = new Semaphore(most);
        this.isValid = isValid;
    }

    /**
     * Counts a stream until it is closed, and ends it with its token; false where there are as many as there may be.
     *
     * @param token what it was opened with
     */
    boolean add(EventPump pump, ListenersToken token) {
        if (!places.tryAcquire()) {
            return false;
        }
        pumps.put(pump, token);
        pump.whenClosed(() -> {
            pumps.remove(pump);
            places.release();
        });
        if (stopped) {
            pump.end();
        }
        return true;
    }

    /** One look for each token, however many streams it opened. */
    private void endVoid() {
        Set<ListenersToken> ended =
                pumps.values().stream().filter(ListenersToken::isLookedUp).collect(Collectors.toSet());
        ended.removeIf(this::mayGoOn);
        Instant now = Instant.now();
        pumps.forEach((pump, token) -> {
            if (token.isOver(now) || ended.contains(token)) {
                drop(pump);
            }
        });
    }

    /** One that cannot be ended keeps none of the others, and no later look. */
    private static void drop(EventPump pump) {
        try {
            pump.drop();
        } catch (RuntimeException failed) {
            LOG.warn("The connection of a listener whose token is void could not be closed", failed);
        }
    }

    /** While the database is away nobody can tell, which is logged once; no call is let in then either. */
    private boolean mayGoOn(ListenersToken token) {
        try {
            boolean valid = isValid.test(token);
            untold = false;
            return valid;
        } catch (RuntimeException away) {
            if (!untold) {
                LOG.warn("Whether listeners' tokens are still good cannot be told now", away);
            }
            untold = true;
            return true;
        }
    }

    @Override
    public void start() {
        running = true;
        long millis = BETWEEN_LOOKS.toMillis();
        look = looks.scheduleWithFixedDelay(this::endVoid, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        stopped = true;
        if (look != null) {
            look.cancel(true);
        }
        looks.shutdown();
        pumps.keySet().forEach(EventPump::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
