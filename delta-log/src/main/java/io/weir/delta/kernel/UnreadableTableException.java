package io.weir.delta.kernel;

import io.weir.delta.storage.StorageException;

/** Delta Kernel cannot read a table: it is not there, is broken, or needs what Kernel does not support. */
public class UnreadableTableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableTableException(String path, Throwable cause) {
        super("Delta Kernel cannot read the table at " + path + ": " + cause.getMessage(), cause);
    }

    /**
     * Returns if the table itself is at fault: of what Kernel could not read it says the same, whether a file is wrong or the
     * store did not answer.
     *
     * @throws StorageException if the store did not answer, or refused
     */
    public void requireStore() throws StorageException {
        for (Throwable cause = this; cause != null; cause = cause.getCause()) {
            if (cause instanceof StorageException store) {
                throw store;
            }
        }
    }
}
