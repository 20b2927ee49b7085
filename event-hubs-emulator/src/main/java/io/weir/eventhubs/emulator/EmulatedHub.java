package io.weir.eventhubs.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A hub, and what was sent to it. Threads may share it. */
public final class EmulatedHub {

    private final String name;
    private final List<EmulatedPartition> partitions = new CopyOnWriteArrayList<>();
    private final Runnable changed;
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger room = new AtomicInteger(Integer.MAX_VALUE);
    private final long created;

    /** @param created when, in milliseconds since 1970 */
    EmulatedHub(String name, int count, long created, Runnable changed) {
        this.name = name;
        this.created = created;
        this.changed = changed;
        for (int partition = 0; partition < count; partition++) {
            partitions.add(new EmulatedPartition());
        }
    }

    public String name() {
        return name;
    }

    long created() {
        return created;
    }

    int size() {
        return partitions.size();
    }

    EmulatedPartition partition(int number) {
        return partitions.get(number);
    }

    /** Adds partitions, as a namespace of the Premium tier lets its owner do. */
    public void grow(int more) {
        for (int partition = 0; partition < more; partition++) {
            partitions.add(new EmulatedPartition());
        }
    }

    /** Sends events, the i-th to partition i modulo their number. */
    public void produce(int count, IntFunction<String> payload) {
        for (int index = 0; index < count; index++) {
            byte[] bytes = payload.apply(index).getBytes(StandardCharsets.UTF_8);
            partitions.get(index % partitions.size()).add(bytes);
        }
        changed.run();
    }

    /**
     * Takes what a producer sent at once.
     *
     * @param partition that it is for; of the others each in turn, but for one key the same
     * @return whether it was taken
     */
    boolean receive(OptionalInt partition, @Nullable Object key, List<byte[]> events) {
        if (room.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            return false;
        }
        int any = key == null ? turns.getAndIncrement() : key.hashCode();
        EmulatedPartition chosen = partitions.get(partition.orElse(Math.floorMod(any, partitions.size())));
        events.forEach(chosen::add);
        changed.run();
        return true;
    }

    /** Refuses what producers send after so many more messages, as one does whose quota is used up. */
    public void refuseAfter(int messages) {
        room.set(messages);
    }

    /** Sends the lines of a file, the i-th to partition i modulo their number. */
    void load(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int index = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                partitions.get(index++ % partitions.size()).add(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        changed.run();
    }

    /** Sequence of the next event to be sent to whoever reads a partition. */
    public long sent(int partition) {
        return partitions.get(partition).sent();
    }

    /** Has a partition send nothing, though it has events and tells of them, until it is told to go on. */
    public void stall(int partition, boolean now) {
        partitions.get(partition).stall(now);
        changed.run();
    }

    /** Has a partition that is stalled send what it has before a sequence, as one does that is slow. */
    public void release(int partition, long until) {
        partitions.get(partition).release(until);
        changed.run();
    }

    /**
     * Closes the link of a partition's reader, once, with an error of AMQP.
     *
     * @param condition such as {@code com.microsoft:server-busy}
     */
    public void detach(int partition, String condition) {
        partitions.get(partition).detachOnce(new EmulatedPartition.Fault(condition, "as it was asked to"));
        changed.run();
    }

    /** Whether somebody has a link to a partition with an owner level. Until that is closed, nobody without one is let in. */
    public boolean isOwned(int partition) {
        return partitions.get(partition).isOwned();
    }

    /** Forgets a partition's events before a sequence, as retention does. */
    public void trim(int partition, long begin) {
        partitions.get(partition).trim(begin);
    }
}
