package io.weir.ingest.sink;

/**
 * Another worker changed what a pipeline remembers since the batch was decoded. The sink changed nothing, and knows what is remembered now: the
 * batch can be decoded once more, and be written unless its partitions are another's by now.
 */
public final class MemoryChangedException extends StaleOwnerException {

    private static final long serialVersionUID = 1L;

    public MemoryChangedException(String pipeline) {
        super("what pipeline " + pipeline + " remembers was changed by another worker since it was read");
    }
}
