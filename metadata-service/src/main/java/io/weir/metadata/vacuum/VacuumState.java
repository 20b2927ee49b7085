package io.weir.metadata.vacuum;

/** How far a vacuum is. */
public enum VacuumState {
    /** The store is asked what there is. */
    LISTING,
    /** What is needed is taken off the list. */
    MATCHING,
    /** What is left of it is deleted. */
    DELETING,
    SUCCEEDED,
    /** It stopped; another one may be ordered. */
    FAILED
}
