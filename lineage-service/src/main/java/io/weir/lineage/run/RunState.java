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

    /** As Marquez calls it: NEW, RUNNING, COMPLETED, FAILED or ABORTED. */
    public String inMarquezWords() {
        return switch (this) {
            case NEW, RUNNING -> name();
            case COMPLETE -> "COMPLETED";
            case FAIL -> "FAILED";
            case ABORT -> "ABORTED";
        };
    }
}
