package io.weir.ingest.compaction;

/** When the table of a pipeline is looked at next: after so many batches. */
final class Turn {

    /** By then little is known of a pipeline; files that were there before may be enough. */
    private static final int FIRST = 10;

    private int batches;
    private int due = FIRST;
    private boolean waits;

    /** Counts a batch, and says whether to look now; then nobody else is told to before that {@linkplain #over is over}. */
    synchronized boolean comes() {
        batches++;
        if (waits || batches < due) {
            return false;
        }
        waits = true;
        batches = 0;
        return true;
    }

    /** @param next batches until it is looked at again, those included that came meanwhile */
    synchronized void over(int next) {
        due = next;
        waits = false;
    }
}
