package io.weir.delta.sql;

import io.weir.delta.Violation;

/** A text is no {@code deltasql://} address. Says which part is wrong, and never what is in a user's name or password. */
public final class InvalidAddressException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient Violation violation;

    InvalidAddressException(String part, String problem, String found, String allowed) {
        this(Violation.of(part, problem, "'" + found + "'", allowed));
    }

    private InvalidAddressException(Violation violation) {
        super("deltasql address: " + violation);
        this.violation = violation;
    }

    /** Where what was found must not be repeated. */
    static InvalidAddressException silent(String part, String problem, String allowed) {
        return new InvalidAddressException(Violation.of(part, problem, null, allowed));
    }

    /** The part, what is wrong with it, what was found and what is allowed. */
    public Violation violation() {
        return violation;
    }
}
