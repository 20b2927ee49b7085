package io.weir.metadata.zone;

import io.weir.metadata.commit.TableAdvanced;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The thread that makes zones: of a table that got so many files here, and of one that is planned here for the first time,
 * whose files may be of another replica or of a process before this one. It packs those again that a listing found to be
 * out of date, so that a table that nobody lists costs nothing, and takes away those that no file is left of. Neither
 * commits nor plans nor listings wait for it.
 */
@Component
public class ZoneWorker implements SmartLifecycle {

    /** Its thread's name. */
    public static final String THREAD = "zones";

    private static final Logger LOG = LoggerFactory.getLogger(ZoneWorker.class);

    private final Zones zones;
    private final Map<String, Long> sinceLook = new ConcurrentHashMap<>();
    private final Map<String, Long> untilDrop = new ConcurrentHashMap<>();
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final Set<Long> outdated = ConcurrentHashMap.newKeySet();
    private @Nullable ExecutorService executor;

    ZoneWorker(Zones zones) {
        this.zones = zones;
    }

    @TransactionalEventListener(fallbackExecution = true)
    void count(TableAdvanced advanced) {
        untilDrop.merge(advanced.table(), -advanced.files(), Long::sum);
        if (sinceLook.merge(advanced.table(), advanced.files(), Long::sum) >= Zones.SIZE) {
            look(advanced.table());
        }
    }

    /** Somebody plans a table. Takes no time. */
    public void planned(String table) {
        if (!sinceLook.containsKey(table)) {
            look(table);
        }
    }

    /** A listing had to read files one by one whose lines zones can keep. Takes no time. */
    public synchronized void outdated(long tableId) {
        if (executor != null && outdated.add(tableId)) {
            executor.execute(() -> renew(tableId));
        }
    }

    /** A table is looked at once for all that happened until then. */
    private synchronized void look(String table) {
        if (executor != null && waiting.add(table)) {
            sinceLook.put(table, 0L);
            executor.execute(() -> extend(table));
        }
    }

    private void extend(String table) {
        waiting.remove(table);
        work("Made {} zones of table {}", table, () -> zones.extend(table));
        if (untilDrop.getOrDefault(table, 0L) <= 0) {
            work("Has {} zones with files of table {}", table, () -> dropEmpty(table));
        }
    }

    /** Not again before so many files came or went as there are zones: each of them pays for one probe at most. */
    private int dropEmpty(String table) {
        int left = zones.dropEmpty(table);
        untilDrop.put(table, (long) left);
        return left;
    }

    private void renew(Long tableId) {
        outdated.remove(tableId);
        work("Packed {} zones again of the table with number {}", tableId, () -> zones.renew(tableId));
    }

    private void work(String outcome, Object table, IntSupplier made) {
        try {
            LOG.debug(outcome, made.getAsInt(), table);
        } catch (RuntimeException failed) {
            // Plans and listings are right without it, and the table's next files or readers are the next occasion.
            if (isRunning()) {
                LOG.warn("Left the zones of table {} as they are", table, failed);
            }
        }
    }

    @Override
    public synchronized void start() {
        executor = Executors.newSingleThreadExecutor(runnable -> {
            Thread thread = new Thread(runnable, THREAD);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What is under way is left to its statements: each zone is whole by itself. */
    @Override
    public synchronized void stop() {
        if (executor != null) {
            executor.shutdownNow();
            executor = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return executor != null;
    }
}
