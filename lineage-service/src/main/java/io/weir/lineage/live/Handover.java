package io.weir.lineage.live;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** What this process appended and has not told yet, so that it need not read from the log what it wrote there. */
final class Handover {

    private static final int BATCHES = 256;

    private final BlockingQueue<List<LiveEvent>> waiting = new ArrayBlockingQueue<>(BATCHES);

    /** What finds no room is found in the log. */
    void offer(List<LiveEvent> committed) {
        waiting.offer(committed);
    }

    void clear() {
        waiting.clear();
    }

    /**
     * Takes what comes after a number. Numbers without a gap leave no room for what others appended; those who append at
     * the same time may be told in another order than that of their numbers.
     *
     * @return nothing where the log must be asked
     */
    List<LiveEvent> after(long position) {
        List<LiveEvent> found = new ArrayList<>();
        long end = position;
        for (List<LiveEvent> next = waiting.poll(); next != null; next = waiting.poll()) {
            for (LiveEvent event : next) {
                if (event.sequence() > end + 1) {
                    waiting.clear();
                    return List.of();
                }
                if (event.sequence() == end + 1) {
                    found.add(event);
                    end++;
                }
            }
        }
        return found;
    }
}
