package io.weir.ingest.transform;

import org.jspecify.annotations.Nullable;

/** A transform that is not allowed, or means nothing. */
public final class TransformRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable String found;
    private final String allowed;

    /**
     * @param message a few words that follow the name of the field
     * @param found the part that it is about
     * @param allowed what may be there instead
     */
    TransformRefusedException(String message, @Nullable String found, String allowed) {
        super(message);
        this.found = found;
        this.allowed = allowed;
    }

    public String why() {
        return String.valueOf(getMessage());
    }

    public @Nullable String found() {
        return found;
    }

    public String allowed() {
        return allowed;
    }
}
