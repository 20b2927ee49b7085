package io.weir.eventhubs.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/** A hub, and what was sent to it. Threads may share it. */
public final class EmulatedHub {

    private final String name;
    private final List<EmulatedPartition> partitions = new CopyOnWriteArrayList<>();
    private final Runnable changed;

    EmulatedHub(String name, int count, Runnable changed) {
        this.name = name;
        this.changed = changed;
        for (int partition = 0; partition < count; partition++) {
            partitions.add(new EmulatedPartition());
        }
    }

    public String name() {
        return name;
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

    /** Forgets a partition's events before a sequence, as retention does. */
    public void trim(int partition, long begin) {
        partitions.get(partition).trim(begin);
    }
}
