package io.weir.ingest.source.eventhubs;

/**
 * How many events may be on their way to a reader, what waits for it included: a fixed number of small ones, and fewer of large
 * ones, so that memory is bounded however long a sink takes. Used by one thread.
 */
final class Window {

    /** Events. */
    static final int MOST = 4_000;

    /** Bytes, as far as is known of events that came. */
    static final long MOST_BYTES = 4L << 20;

    /** Of which nothing is known yet: at most a megabyte each. */
    static final int FIRST = 16;

    /** Bytes of a large event: so many of them as are sent ahead of small ones would be more than some megabytes. */
    private static final int LARGE = 16 << 10;

    private int open;

    /** Of those that came last; nothing before. */
    private long meanBytes;

    private long seen;
    private long seenBytes;

    /** How many to ask for first. */
    int begin() {
        open = FIRST;
        return open;
    }

    /**
     * Notes that events were taken.
     *
     * @return how many more to ask for, if any: each question costs the client something
     */
    int took(int events, long bytes) {
        open -= events;
        note(events, bytes);
        meanBytes = Math.max(1, (bytes + events - 1) / Math.max(1, events));
        int room = size() - open;
        if (room < Math.max(1, size() / 4)) {
            return 0;
        }
        open += room;
        return room;
    }

    /** Who has seen many half forgets them. */
    private void note(int events, long bytes) {
        seen += events;
        seenBytes += bytes;
        if (seen > MOST) {
            seen /= 2;
            seenBytes /= 2;
        }
    }

    /** Whether those that came are, as far as enough of them came: a large one now and then does not make the others so. */
    boolean areLarge() {
        return seenBytes > MOST_BYTES && seenBytes / Math.max(1, seen) > LARGE;
    }

    private int size() {
        return (int) Math.max(1, Math.min(MOST, MOST_BYTES / meanBytes));
    }
}
