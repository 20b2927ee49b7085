package io.weir.ingest.worker;

/** A sink did not take a batch. It may take it later. */
final class WriteFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WriteFailure(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
