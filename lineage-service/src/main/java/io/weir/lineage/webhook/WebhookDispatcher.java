package io.weir.lineage.webhook;

import io.weir.lineage.live.Appended;
import io.weir.lineage.live.LiveEvent;
import io.weir.lineage.live.LiveEvents;
import io.weir.lineage.live.LiveFilter;
import io.weir.support.retry.Backoff;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends each webhook what follows its place in the log, in order and at least once. The log is written in the
 * transaction of what it tells, so nothing that happened is missed and nothing is told that did not. A webhook stays
 * locked while its events travel; whoever dies lets go of it, and its last event is sent again.
 */
@Component
class WebhookDispatcher implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookDispatcher.class);
    private static final int WORKERS = 2;
    private static final int A_RUN = 100;

    private final Webhooks webhooks;
    private final LiveEvents events;
    private final WebhookCourier courier;
    private final TransactionTemplate transactions;
    private final WebhookSettings settings;
    private final Backoff backoff;
    private final Semaphore bell = new Semaphore(0);
    private final RandomGenerator random = RandomGenerator.getDefault();
    private volatile boolean running;
    private @Nullable ExecutorService threads;

    WebhookDispatcher(
            Webhooks webhooks,
            LiveEvents events,
            WebhookCourier courier,
            TransactionTemplate transactions,
            WebhookSettings settings) {
        this.webhooks = webhooks;
        this.events = events;
        this.courier = courier;
        this.transactions = transactions;
        this.settings = settings;
        this.backoff = new Backoff(settings.firstBackoff(), settings.maximumBackoff());
    }

    @EventListener(Appended.class)
    void ring() {
        if (bell.availablePermits() < WORKERS) {
            bell.release();
        }
    }

    @Override
    public synchronized void start() {
        running = true;
        ExecutorService started = Executors.newFixedThreadPool(WORKERS, work -> {
            Thread thread = new Thread(work, "webhook-dispatcher");
            thread.setDaemon(true);
            return thread;
        });
        for (int worker = 0; worker < WORKERS; worker++) {
            started.execute(this::work);
        }
        threads = started;
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work() {
        boolean failing = false;
        while (running) {
            try {
                while (running && Boolean.TRUE.equals(transactions.execute(status -> serve()))) {
                    failing = false;
                }
                bell.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (DataAccessException | TransactionException down) {
                if (running && !failing) {
                    LOG.warn("Webhooks wait, for their table cannot be served", down);
                }
                failing = true;
                bell.drainPermits();
            } catch (RuntimeException unforeseen) {
                // Were it to end this thread, nobody would be told of anything any more.
                LOG.error("A webhook could not be served", unforeseen);
                bell.drainPermits();
                LockSupport.parkNanos(settings.poll().toNanos());
            }
        }
    }

    private boolean serve() {
        Optional<Webhooks.Due> due = webhooks.claim();
        due.ifPresent(this::serve);
        return due.isPresent();
    }

    private void serve(Webhooks.Due due) {
        Webhook webhook = due.webhook();
        LiveFilter filter = new LiveFilter(webhook.events(), null, null, null);
        List<LiveEvent> next = events.after(webhook.position(), A_RUN);
        long position = webhook.position();
        boolean delivered = false;
        long turnEnds = System.nanoTime() + settings.timeout().toNanos();
        try {
            for (LiveEvent event : next) {
                if (System.nanoTime() > turnEnds) {
                    break;
                }
                if (filter.takes(event)) {
                    String failure = courier.send(due, event);
                    if (failure != null) {
                        settle(webhook, position, delivered);
                        webhooks.postpone(webhook.id(), failure, backoff.after(failures(webhook, delivered), random));
                        return;
                    }
                    delivered = true;
                }
                position = event.sequence();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        settle(webhook, position, delivered);
    }

    private static int failures(Webhook webhook, boolean delivered) {
        return delivered ? 1 : webhook.attempts() + 1;
    }

    private void settle(Webhook webhook, long position, boolean delivered) {
        if (position > webhook.position()) {
            webhooks.advance(webhook.id(), position, delivered);
        }
    }
}
