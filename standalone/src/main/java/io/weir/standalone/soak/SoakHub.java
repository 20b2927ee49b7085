package io.weir.standalone.soak;

import io.weir.eventhubs.emulator.EmulatedHub;
import io.weir.eventhubs.emulator.EventHubsEmulator;
import io.weir.standalone.cli.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A hub that lives on while the platform dies, and who sends to it. It is kept in memory, so each soak has one of its own. */
final class SoakHub implements AutoCloseable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final EventHubsEmulator emulator;
    private final EmulatedHub hub;
    private final Path connection;
    private final SoakEvents events;
    private final AtomicLong sent = new AtomicLong();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile boolean ending;

    private SoakHub(EventHubsEmulator emulator, String name, Path connection, SoakEvents events) {
        this.emulator = emulator;
        this.hub = emulator.hub(name, SoakSetup.PARTITIONS);
        this.connection = connection;
        this.events = events;
    }

    /** Starts it with nothing in it. The connection string is in a file of the platform's folder. */
    static SoakHub start(Path home, String name, long perSecond) {
        try {
            EventHubsEmulator emulator = EventHubsEmulator.start();
            Path connection = Files.writeString(home.resolve("soak-hub.connection"), emulator.connectionString());
            return new SoakHub(
                    emulator, name, connection, new SoakEvents(Long.MAX_VALUE, SoakSetup.PARTITIONS, perSecond));
        } catch (IOException failed) {
            throw new CommandFailure("the hub of the soak does not start: " + failed.getMessage(), failed);
        }
    }

    String namespace() {
        return emulator.namespace();
    }

    /** A reference to the connection string. */
    String connection() {
        return "file:" + connection;
    }

    void begin() {
        thread.execute(this::send);
    }

    private void send() {
        long begin = System.nanoTime();
        while (!ending) {
            double seconds = (System.nanoTime() - begin) / 1e9;
            long due = (long) (seconds * events.perSecond()) - sent.get();
            // Whole rounds: the hub deals each call's events out from its first partition on.
            int count = Math.toIntExact(due - due % SoakSetup.PARTITIONS);
            long first = sent.get();
            hub.produce(count, index -> new String(events.event(first + index), StandardCharsets.UTF_8));
            sent.addAndGet(count);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Closes all connections to it. */
    void cut() {
        emulator.dropConnections();
    }

    long sent() {
        return sent.get();
    }

    /** Sends no more, and says where each partition ends. */
    long[] finish() throws InterruptedException {
        ending = true;
        thread.shutdown();
        if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the hub takes no end");
        }
        long[] ends = new long[SoakSetup.PARTITIONS];
        Arrays.fill(ends, sent.get() / SoakSetup.PARTITIONS);
        return ends;
    }

    @Override
    public void close() {
        ending = true;
        thread.shutdownNow();
        try {
            emulator.close();
        } catch (IOException failed) {
            throw new CommandFailure("the hub of the soak does not end: " + failed.getMessage(), failed);
        }
    }
}
