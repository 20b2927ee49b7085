package io.weir.ingest.sink;

/** Somebody else merges into the same table just now. The sink changed nothing; the same batch can be written when that is over. */
public final class TableTakenException extends StaleOwnerException {

    private static final long serialVersionUID = 1L;

    public TableTakenException(String table) {
        super("another worker merges into table " + table + " just now");
    }
}
