package io.weir.ingest.transform;

/** A record is not as expected, and the pipeline is to fail then. Trying again cannot help. */
public final class BrokenExpectationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenExpectationException(Expectation expectation, int partition, long sequence, long records) {
        super(
                "the record at " + sequence + " of partition " + partition + " " + expectation.reason()
                        + (records == 1 ? "" : " (it is the first of " + records + " in its batch)")
                        + "; nothing of its batch is written. Change the pipeline, or reset it beyond the record, and start it");
    }
}
