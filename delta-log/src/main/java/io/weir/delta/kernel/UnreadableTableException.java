package io.weir.delta.kernel;

/** Delta Kernel cannot read a table: it is not there, is broken, or needs what Kernel does not support. */
public class UnreadableTableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableTableException(String path, Throwable cause) {
        super("Delta Kernel cannot read the table at " + path + ": " + cause.getMessage(), cause);
    }
}
