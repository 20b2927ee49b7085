package io.weir.standalone.monitor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/** The last looks at a pipeline, and what can be said only by comparing them. */
final class History {

    private static final double NANOS = 1e9;
    private static final int MOST = 3600;

    /** Over so many looks a rate is told, so that batches do not make it jump. */
    private static final int SMOOTH = 5;

    /** The newest first. */
    private final Deque<Look> looks = new ArrayDeque<>();

    void add(Look look) {
        looks.addFirst(look);
        if (looks.size() > MOST) {
            looks.removeLast();
        }
    }

    Look last() {
        return looks.getFirst();
    }

    /** Events taken in a second lately; nothing after one look. */
    Optional<Double> rate() {
        Look last = looks.getFirst();
        Look before = last;
        Iterator<Look> each = looks.iterator();
        for (int count = 0; count <= SMOOTH && each.hasNext(); count++) {
            before = each.next();
        }
        double seconds = (last.nanos() - before.nanos()) / NANOS;
        // A pipeline that was reset counts from 0.
        return seconds > 0 && last.received() >= before.received()
                ? Optional.of((last.received() - before.received()) / seconds)
                : Optional.empty();
    }

    /**
     * How long the oldest event waits that is not taken yet: since the last look at which it was not there. Where all looks
     * have seen it, that is longer than they tell.
     */
    Lag lag() {
        Look last = looks.getFirst();
        Lag longest = Lag.NONE;
        for (int partition : last.partitions().keySet()) {
            longest = longest.orLonger(lag(partition));
        }
        return longest;
    }

    private Lag lag(int partition) {
        Look last = looks.getFirst();
        Look.Place now = last.partitions().get(partition);
        if (now == null || now.lag() == 0) {
            return Lag.NONE;
        }
        Look oldest = last;
        for (Look look : looks) {
            Look.Place then = look.partitions().get(partition);
            if (then == null) {
                break;
            }
            oldest = look;
            if (then.end() <= now.next()) {
                return new Lag((last.nanos() - look.nanos()) / NANOS, true);
            }
        }
        return new Lag((last.nanos() - oldest.nanos()) / NANOS, false);
    }

    /**
     * A time.
     *
     * @param known whether it is not longer
     */
    record Lag(double seconds, boolean known) {

        static final Lag NONE = new Lag(0, true);

        Lag orLonger(Lag other) {
            boolean longer = other.seconds > seconds || (other.seconds == seconds && !other.known);
            return longer ? other : this;
        }

        /** For people. */
        String text() {
            return (known ? "" : "> ") + Math.round(seconds) + " s";
        }
    }
}
