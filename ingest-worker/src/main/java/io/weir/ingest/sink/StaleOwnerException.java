package io.weir.ingest.sink;

/** Somebody else owns the partition by now. The sink changed nothing; this owner must give up what it holds. */
public sealed class StaleOwnerException extends RuntimeException permits MemoryChangedException, TableTakenException {

    private static final long serialVersionUID = 1L;

    public StaleOwnerException(String message) {
        super(message);
    }
}
