package io.weir.support.identity;

import java.util.Locale;

/** What kind of caller a name is of. Owners are named as callers are. */
public enum CallerKind {
    USER,
    TOKEN,
    LOCAL,
    SERVICE;

    private static final char SEPARATOR = ':';

    /** The whole name of a caller, as in {@code user:ann}. */
    public String named(String name) {
        return prefix() + name;
    }

    /** What names of this kind begin with, as in {@code user:}. */
    public String prefix() {
        return name().toLowerCase(Locale.ROOT) + SEPARATOR;
    }
}
