package io.weir.lineage.run;

/** How far a run is. It only moves forward. */
public enum RunState {
    NEW,
    RUNNING,
    COMPLETE,
    FAIL,
    ABORT;

    /** Whether nothing comes after it. */
    public boolean isTerminal() {
        return this != NEW && this != RUNNING;
    }
}
