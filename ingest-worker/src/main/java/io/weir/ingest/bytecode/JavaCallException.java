package io.weir.ingest.bytecode;

/** A method of a jar that could not be called, or threw something. */
public final class JavaCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JavaCallException(String message) {
        super(message);
    }
}
