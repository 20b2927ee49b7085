package io.weir.platform.audit;

/** The database will never take what it was given: trying again is of no use. */
public final class UnwritableEntryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Refused for good.
     *
     * @param why as the database says it, without the entry's texts
     */
    public UnwritableEntryException(String why, Throwable cause) {
        super(why, cause);
    }
}
