package io.weir.lineage.live;

import java.util.List;

/** The log of what happened, in the order in which it was committed. */
public interface LiveEvents {

    /**
     * Appends, in the caller's transaction, as the last that it does: until its end nobody else appends. Listeners are
     * told once it has committed.
     *
     * @return the number of the last one
     */
    long append(List<Announcement> announcements);

    /** Events after a number, in order. */
    List<LiveEvent> after(long sequence, int limit);

    /** The number of the last event; 0 where there was none. */
    long last();

    /** The number before the first event that is still kept; 0 where none was dropped. */
    long dropped();

    /** Drops what is older than it is to be kept, but for the last one; returns how many, a bounded number at a time. */
    int dropOld();
}
