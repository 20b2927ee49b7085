package io.weir.support.access;

/** What may be done with a thing. */
public enum Privilege {
    /** Know that it is there, and name it in things of one's own. */
    USAGE,
    /** Read what is in it. */
    SELECT,
    /** Add to what is in it. */
    INSERT,
    /** Make, change, start, stop and remove it. */
    MANAGE,
    /** All of that, and hand it out to others, or over. Whoever owns a thing has it. */
    OWNERSHIP;

    /** Whether who has this has that too: all include usage, management all but ownership. */
    public boolean includes(Privilege other) {
        return switch (this) {
            case USAGE, SELECT, INSERT -> other == this || other == USAGE;
            case MANAGE -> other != OWNERSHIP;
            case OWNERSHIP -> true;
        };
    }
}
