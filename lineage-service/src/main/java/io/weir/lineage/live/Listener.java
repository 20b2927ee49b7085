package io.weir.lineage.live;

/** Somebody who is told what happens. Both methods return at once, however slow he is. */
public interface Listener {

    /** There may be something new. */
    void wake();

    /** Nothing was told for a while, or the service ends. */
    void beat();

    /** No more will be told. */
    void end();
}
