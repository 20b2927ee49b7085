package io.weir.delta.sql;

import java.util.Locale;

/** The databases that a {@code deltasql://} address can lead to. */
public enum Engine {
    POSTGRES,
    SQLITE,
    DUCKDB;

    /** As addresses name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
