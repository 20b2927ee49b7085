package io.weir.metadata.commit;

/** What a commit is for, which decides what it may do. */
public enum Purpose {
    /** Whatever a writer wants. */
    WRITE,
    /** To make the table what it was once, so that any schema it had fits its files. */
    RESTORE,
    /** To let other writers in, or to keep them out: nothing but a protocol, made under the lock of the table's head. */
    MODE
}
