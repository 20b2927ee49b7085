package io.weir.ingest.bytecode;

import org.jspecify.annotations.Nullable;

/** A jar that is not taken, with the entry of it that is to blame. */
public final class JarRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final @Nullable String found;
    private final String allowed;

    JarRefusedException(String reason, @Nullable String found, String allowed) {
        super(reason + (found == null ? "" : ": " + found));
        this.reason = reason;
        this.found = found;
        this.allowed = allowed;
    }

    /** What is wrong, in words that follow the name of the field. */
    public String reason() {
        return reason;
    }

    /** The entry, and what of it; null where it is the jar as a whole. */
    public @Nullable String found() {
        return found;
    }

    public String allowed() {
        return allowed;
    }
}
