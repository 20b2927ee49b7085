package io.weir.support.identity;

/** How much a caller may do; each scope includes those before it. */
public enum Scope {
    /** Calls that change nothing. */
    READ,
    /** All calls but those that hand out access. */
    WRITE,
    /** Everything, tokens and the audit log too. */
    ADMIN;

    public boolean includes(Scope other) {
        return compareTo(other) >= 0;
    }
}
