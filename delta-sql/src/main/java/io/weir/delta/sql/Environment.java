package io.weir.delta.sql;

import org.jspecify.annotations.Nullable;

/** Where the variables of an address come from. */
@FunctionalInterface
public interface Environment {

    /** The value of a variable, or null if it is not set. */
    @Nullable
    String value(String name);
}
