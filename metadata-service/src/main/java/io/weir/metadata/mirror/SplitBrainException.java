package io.weir.metadata.mirror;

/** A log file is there already and says something else than the commit that is the truth. */
final class SplitBrainException extends Exception {

    private static final long serialVersionUID = 1L;

    SplitBrainException(String file) {
        super(file + " is there already with other bytes, written by someone else. It was left as it is; the mirror of "
                + "this table stands still until the file is moved away.");
    }
}
